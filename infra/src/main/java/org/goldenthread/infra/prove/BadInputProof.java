package org.goldenthread.infra.prove;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.goldenthread.infra.launcher.Product;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every field of every command, made wrong in every way: a 4xx that names the field, never a 5xx, never a stack trace. */
final class BadInputProof implements Proof {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String AGENCY = "a0000000-0000-4000-8000-000000000002";

    private static final java.util.Set<String> CODES = java.util.Set.of("channel", "kind", "sourceCode", "dobStatus", "method", "outcome", "needStage",
            "legalBasis", "matchBasis", "role", "reasonCode", "ruleId", "level", "ground", "heading", "handling", "why");

    private long tried;
    private long wrongStatus;
    private long notNamed;
    private long leaking;

    @Override
    public String name() {
        return "bad-input";
    }

    @Override
    public String shows() {
        return "every field of every command made wrong in every way gets a 4xx that names it; never a 5xx or a stack trace";
    }

    @Override
    public List<Check> run(Terms terms) throws Exception {
        try (var product = Product.start(terms.project(), 19_080, "-Dgolden-thread.no-story=true"); var http = new Http()) {
            var admin = product.token("administrator");
            grantManager(product, http, admin);
            var token = product.token("manager");
            var base = "http://127.0.0.1:" + product.machine().ports().command();
            var contact = JSON.readTree(http.post(base + "/v1/contacts", token, "made-for-bad-input", contact()).body()).get("id").asString();
            if (terms.sabotage()) {
                product.machine().postgres().close();
                // every answer is a 503 now, after seconds of waiting for a connection: ten of them show that the proof sees it
                for (int i = 0; i < 10; i++) {
                    ask(http, base + "/v1/contacts", token, contact(), "", false);
                }
                return checks();
            }
            for (var command : commands(contact).entrySet()) {
                var path = command.getKey();
                var sender = path.contains("/staff/") ? admin : path.contains("/audit-samples") || path.contains("/breach-assessments") ? product.token("governance")
                        : path.contains("/replays") ? product.token("auditor") : token;
                fields(http, base + command.getKey(), sender, JSON.readTree(command.getValue()));
                whole(http, base + command.getKey(), sender, command.getValue());
            }
            reads(http, product.url(""), token);
        }
        return checks();
    }

    private List<Check> checks() {
        return List.of(new Check("status is 4xx where the input is wrong, and below 500 always", tried, wrongStatus),
                new Check("a field made wrong is named by its pointer", tried, notNamed),
                new Check("every refusal is problem+json without a stack trace or what was sent", tried, leaking));
    }

    private static void grantManager(Product product, Http http, String admin) throws InterruptedException {
        var command = "http://127.0.0.1:" + product.machine().ports().command();
        for (var person : org.goldenthread.infra.signin.DemoPeople.ALL) {
            http.post(command + "/v1/staff/" + person.id() + "/roles", admin, "grant-" + person.username() + "-0",
                    "{\"role\":\"%s\",\"agencyId\":\"%s\"}".formatted(person.role(), person.agency()));
        }
        http.awaitRole(command + "/v1/contacts", product.token("manager"));
    }

    private static String contact() {
        return """
                {"channel":"PHONE","kind":"REQUEST","receivedAt":"2026-03-10T09:00:00Z","sourceCode":"2A",
                 "referrer":{"name":"Sam Example","agencyId":"%s","roleTitle":"Teacher","phone":"01632 960000"},
                 "anonymous":false,"immediateDanger":false,"concern":"seen alone",
                 "children":[{"name":"Robin Sample","identityUnknown":false,"dobStatus":"KNOWN","dob":"2015-03-27","address":"1 Pier Hill","description":"tall"}],
                 "entry":{"lateEntryReason":"typed later","override":{"ruleId":"E-STATE-03","reasonCode":"OTHER","reason":"why"}}}
                """.formatted(AGENCY);
    }

    private static Map<String, String> commands(String contact) {
        var commands = new LinkedHashMap<String, String>();
        commands.put("/v1/contacts", contact());
        commands.put("/v1/contacts/" + contact + "/details", """
                {"sourceCode":"6","referrer":{"name":"Sam","agencyId":"%s","roleTitle":"PC","phone":"01632 960001"},"furtherConcern":"more",
                 "children":[{"ref":1,"child":{"name":"Robin","identityUnknown":false,"dobStatus":"KNOWN","dob":"2015-03-27","address":"x","description":"y"}}],
                 "entry":{"lateEntryReason":"z"}}""".formatted(AGENCY));
        commands.put("/v1/contacts/" + contact + "/acknowledgement", """
                {"at":"2026-03-10T10:00:00Z","method":"PHONE","entry":{"lateEntryReason":"z"}}""");
        commands.put("/v1/contacts/" + contact + "/matches", """
                {"ref":1,"childId":"%s","matchBasis":"NAME_AND_DOB","confidence":90,"entry":{"lateEntryReason":"z"}}""".formatted(UUID.randomUUID()));
        commands.put("/v1/contacts/" + contact + "/threshold-decisions", """
                {"ref":1,"outcome":"NFA","needStage":"S1","legalBasis":"NONE","rationale":"why","cumulativeFactor":false,"agenciesConsulted":["%s"],
                 "endorsedBy":["%s"],"decidedAt":"2026-03-10T11:00:00Z","entry":{"lateEntryReason":"z"}}""".formatted(AGENCY, AGENCY));
        commands.put("/v1/contacts/" + contact + "/feedback", """
                {"givenAt":"2026-03-10T12:00:00Z","method":"PHONE","outcomeText":"what","reasons":"why","signposting":"where","challengeRouteGiven":true,
                 "entry":{"lateEntryReason":"z"}}""");
        commands.put("/v1/children/" + UUID.randomUUID() + "/detail-corrections", """
                {"name":"Robin Sample","dobStatus":"KNOWN","dob":"2015-03-27","address":"1 Pier Hill","nhsNumber":"999 000 0018","upn":"H801200001001",
                 "reason":"The school told us","entry":{"lateEntryReason":"z"}}""");
        var child = "/v1/children/" + UUID.randomUUID();
        var who = UUID.randomUUID();
        commands.put(child + "/restrictions", """
                {"level":"RESTRICTED","ground":"HIGH_RISK","reason":"why","ownerId":"%s","entry":{"lateEntryReason":"z"}}""".formatted(who));
        commands.put(child + "/restriction-reviews", "{\"reason\":\"why\",\"ownerId\":\"%s\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted(who));
        commands.put(child + "/lifted-restrictions", "{\"reason\":\"why\",\"entry\":{\"lateEntryReason\":\"z\"}}");
        for (var task : List.of("exclusions", "ended-exclusions")) {
            commands.put(child + "/" + task, "{\"userId\":\"%s\",\"reason\":\"why\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted(who));
        }
        commands.put(child + "/involvements", "{\"userId\":\"%s\",\"kind\":\"ALLOCATED\",\"until\":\"%s\",\"sharing\":{\"basis\":\"PUBLIC_TASK\",\"familyInformed\":\"NOT_YET\",\"reason\":\"why\"},\"entry\":{\"lateEntryReason\":\"z\"}}"
                .formatted(who, java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30)));
        commands.put(child + "/ended-involvements", "{\"userId\":\"%s\",\"kind\":\"ALLOCATED\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted(who));
        commands.put(child + "/break-glass", "{\"reasonCode\":\"OTHER\",\"reason\":\"why\",\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(child + "/break-glass-reviews", "{\"useId\":\"%s\",\"justified\":true,\"note\":\"why\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted(who));
        commands.put("/v1/audit-samples", """
                {"auditorId":"%s","rule":{"receivedFrom":"2026-01-01","receivedUntil":"2026-03-31","size":5,"seed":7},"reason":"why","until":"%s",
                 "entry":{"lateEntryReason":"z"}}""".formatted(who, java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30)));
        commands.put(child + "/replays", "{\"asOf\":\"2026-03-10T10:00:00Z\",\"viewpoint\":\"%s\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted(AGENCY));
        commands.put("/v1/contacts/" + contact + "/returns-to-front-door", "{\"ref\":1,\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.putAll(meetings());
        commands.put("/v1/staff/" + UUID.randomUUID() + "/roles", """
                {"role":"FD_SCREENER","agencyId":"%s","entry":{"lateEntryReason":"z"}}""".formatted(AGENCY));
        commands.put("/v1/staff/" + UUID.randomUUID() + "/ended-roles", """
                {"role":"FD_SCREENER","agencyId":"%s","entry":{"lateEntryReason":"z"}}""".formatted(AGENCY));
        return commands;
    }

    private static Map<String, String> meetings() {
        var commands = new LinkedHashMap<String, String>();
        var meeting = "/v1/meetings/" + UUID.randomUUID();
        var action = "/v1/actions/" + UUID.randomUUID();
        commands.put("/v1/meetings", """
                {"kind":"STRATEGY","children":["%1$s"],"purpose":"why","format":"PHONE","startsAt":"2026-03-10T09:00:00Z","chairId":"%1$s","minuteTakerId":"%1$s",
                 "seats":[{"agencyId":"%2$s","notCore":false,"personName":"Jo","roleTitle":"Sgt"}],"requestedAt":"2026-03-10T08:00:00Z","entry":{"lateEntryReason":"z"}}"""
                .formatted(UUID.randomUUID(), AGENCY));
        commands.put(meeting + "/information", """
                {"agencyId":"%s","ref":1,"category":"HEALTH","text":"what","sensitivity":"STANDARD","risk":"ONLINE","sourceDate":"2026-03-10","entry":{"lateEntryReason":"z"}}"""
                .formatted(AGENCY));
        commands.put(meeting + "/decisions", """
                {"ref":1,"type":"THRESHOLD_S47_MET","decision":"NO","rationale":"why","decidedAt":"2026-03-10T11:00:00Z","supersedes":"%s",
                 "after":{"decidedBy":"Jo","reason":"why","consulted":["%s"]},"entry":{"lateEntryReason":"z"}}""".formatted(UUID.randomUUID(), AGENCY));
        commands.put(meeting + "/actions", """
                {"refs":[1],"description":"what","ownerAgencyId":"%s","ownerName":"Jo","dueOn":"2026-03-20","measure":"how","risk":"ONLINE","entry":{"lateEntryReason":"z"}}"""
                .formatted(AGENCY));
        commands.put(meeting + "/adjournments", """
                {"at":"2026-03-10T10:00:00Z","resumesAt":"2026-03-11T09:00:00Z","meanwhile":["with Nan"],"entry":{"lateEntryReason":"z"}}""");
        var document = "/v1/documents/" + UUID.randomUUID();
        commands.put(document + "/openings", "{\"version\":1,\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(document + "/acknowledgements", "{\"version\":1,\"statement\":\"RECEIVED\",\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(document + "/own-system-records", "{\"version\":1,\"system\":\"Athena\",\"reference\":\"A/17\",\"agencyId\":\"" + AGENCY + "\",\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(document + "/receipts", "{\"version\":1,\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(document + "/disputes", "{\"version\":1,\"part\":\"where\",\"text\":\"what\",\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(document + "/disputes/1/resolutions", "{\"upheld\":true,\"reason\":\"why\",\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(document + "/resendings", "{\"version\":1,\"agencyId\":\"%s\",\"channel\":\"PORTAL\",\"reason\":\"BOUNCED\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted(AGENCY));
        commands.put(document + "/sendings", """
                {"version":1,"agencyId":"%s","channel":"POST","sentAt":"2026-03-10T10:00:00Z","deliveredAt":"2026-03-11T10:00:00Z","entry":{"lateEntryReason":"z"}}""".formatted(AGENCY));
        commands.put(document + "/bounces", "{\"version\":1,\"agencyId\":\"%s\",\"reason\":\"MAILBOX_FULL\",\"bouncedAt\":\"2026-03-10T10:00:00Z\",\"entry\":{\"lateEntryReason\":\"z\"}}"
                .formatted(AGENCY));
        commands.put(document + "/recipients", "{\"agencyId\":\"%s\",\"reason\":\"why\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted(AGENCY));
        commands.put(document + "/wrong-recipients", """
                {"version":1,"agencyId":"%s","seen":true,"destroyed":false,"account":"what","entry":{"lateEntryReason":"z"}}""".formatted(AGENCY));
        commands.put(document + "/withdrawals", "{\"agencyId\":\"%s\",\"reason\":\"WRONG_CONTENT\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted(AGENCY));
        commands.put(document + "/destructions", "{\"agencyId\":\"%s\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted(AGENCY));
        commands.put(document + "/breach-assessments", "{\"agencyId\":\"%s\",\"toldCommissioner\":true,\"outcome\":\"what\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted(AGENCY));
        var passages = "\"passages\":[{\"ref\":1,\"heading\":\"ANALYSIS\",\"text\":\"what\",\"ownerAgencyId\":\"%1$s\",\"handling\":\"NAMED\",\"named\":[\"%1$s\"]}]".formatted(AGENCY);
        commands.put(meeting + "/minutes", "{" + passages + ",\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(meeting + "/minutes/corrections", "{\"why\":\"WRONG_CHILD\",\"reason\":\"what\"," + passages + ",\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(meeting + "/minutes/returns", "{\"reason\":\"what\",\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(meeting + "/minutes/approvals", "{\"contentHash\":\"%s\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted("0".repeat(64)));
        commands.put(meeting + "/minutes/issues", "{\"finalVersion\":true,\"contentHash\":\"%s\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted("0".repeat(64)));
        commands.put(meeting + "/minutes/waivers", "{\"agencyId\":\"%s\",\"reason\":\"what\",\"entry\":{\"lateEntryReason\":\"z\"}}".formatted(AGENCY));
        commands.put(meeting + "/minutes/family-copies", """
                {"version":1,"children":[1],"recipient":"Jo","relationship":"MOTHER","channel":"POST","safeContact":"how","passages":[1],"decisions":["%1$s"],"actions":["%1$s"],
                 "entry":{"lateEntryReason":"z"}}""".formatted(UUID.randomUUID()));
        commands.put(meeting + "/minutes/family-copies/1/returns", "{\"reason\":\"what\",\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(meeting + "/minutes/family-copies/1/handovers", "{\"at\":\"2026-03-10T10:00:00Z\",\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(meeting + "/minutes/family-withholdings", "{\"children\":[1],\"relationship\":\"FATHER\",\"reason\":\"why\",\"entry\":{\"lateEntryReason\":\"z\"}}");
        commands.put(action + "/completion", """
                {"completedAt":"2026-03-10T11:00:00Z","outcome":"what","evidence":"where","effectOnRisk":"REDUCED","entry":{"lateEntryReason":"z"}}""");
        return commands;
    }

    /** Each field of a body, at any depth, made wrong; the rest left right. */
    private void fields(Http http, String url, String token, JsonNode body) throws InterruptedException {
        for (var pointer : pointers(body, "")) {
            for (var wrong : wrongFor(body.at(pointer), pointer.substring(pointer.lastIndexOf('/') + 1))) {
                var copy = body.deepCopy();
                put(copy, pointer, JSON.readTree(wrong));
                ask(http, url, token, JSON.writeValueAsString(copy), pointer, true);
            }
            if (body.at(pointer).isString()) {
                ask(http, url, token, set(body, pointer, "\"@@\"").replace("\"@@\"", "\"a\\ud800b\""), pointer, true);
            }
            var without = body.deepCopy();
            remove(without, pointer);
            ask(http, url, token, JSON.writeValueAsString(without), pointer, false);
            ask(http, url, token, set(body, pointer, "null"), pointer, false);
        }
    }

    /** What no field of that kind can be. Text gets the wrong kinds, too much of it, and characters that cannot be stored. */
    private static List<String> wrongFor(JsonNode value, String field) {
        if (value.isArray()) {
            return List.of("\"x\"", "7", "{}", "[7,[]]", "[null]");
        }
        if (value.isObject()) {
            return List.of("\"x\"", "7", "[1]", "{\"nobody\":1}");
        }
        if (value.isBoolean()) {
            return List.of("\"perhaps\"", "[]", "{}", "17");
        }
        if (value.isNumber()) {
            return List.of("\"x\"", "[]", "{}", "1.5", "99999999999999999999", "-1", "true");
        }
        var wrong = new ArrayList<>(List.of("[]", "{}", "[\"x\"]", "\"" + "x".repeat(20_001) + "\"", "\"nul\\u0000\""));
        var text = value.asString();
        if (CODES.contains(field) || text.matches("\\d{4}-.*") || text.matches("[0-9a-f-]{36}")) {
            wrong.addAll(List.of("\"no such value\"", "7", "true"));
        }
        if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            wrong.addAll(List.of("\"2015-02-31\"", "\"9999-12-31\"", "\"0001-01-01\"", "\"31/12/2015\""));
        }
        if (text.matches("\\d{4}-.*T.*")) {
            wrong.addAll(List.of("\"2026-13-01T00:00:00Z\"", "\"2026-03-10\"", "\"+999999999-12-31T23:59:59Z\"", "\"-0001-01-01T00:00:00Z\""));
        }
        if (text.matches("[0-9a-f-]{36}") && text.equals(AGENCY)) {
            wrong.add("\"" + UUID.randomUUID() + "\"");
        }
        return wrong;
    }

    private void whole(Http http, String url, String token, String body) throws InterruptedException {
        for (var wrong : List.of("", "null", "[]", "7", "\"x\"", "{", "{}x{", body.replaceFirst("\\{", "{\"entry\":null,"), body + body,
                "[".repeat(20_000), "{\"entry\":".repeat(5_000), "{\"a\":\"" + "x".repeat(1_000_000) + "\"}", "\u0000", "{\"concern\":\"\\uZZZZ\"}")) {
            ask(http, url, token, wrong, "", true);
        }
        expect(http.post(url, null, "key-without-token", body), 401);
        expect(http.post(url, "not.a.token", "key-with-bad-token", body), 401);
        expect(http.post(url, token, null, body), 400);
        expect(http.post(url, token, "short", body), 400);
        expect(http.post(url.replaceFirst("[0-9a-f-]{36}", "not-an-id"), token, "a-good-key-" + UUID.randomUUID(), body), url.matches(".*[0-9a-f-]{36}.*") ? 404 : url.endsWith("/v1/meetings") ? 404 : url.endsWith("/audit-samples") ? 409 : 201);
        for (var method : List.of("GET", "PUT", "DELETE", "PATCH")) {
            expect(http.send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token)
                    .method(method, HttpRequest.BodyPublishers.ofString(body)).header("Content-Type", "application/json").build()), 405);
        }
        expect(http.send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).header("Idempotency-Key", "a-good-key-0")
                .header("Content-Type", "text/plain").POST(HttpRequest.BodyPublishers.ofString(body)).build()), 415);
        expect(http.send(HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token).header("Idempotency-Key", "a-good-key-1")
                .header("If-Match", "W/x").header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build()), 400);
    }

    private void reads(Http http, String base, String token) throws InterruptedException {
        var child = UUID.randomUUID();
        for (var path : List.of("/v1/children/x/chronology", "/v1/children/" + child + "/chronology?asAt=yesterday",
                "/v1/children/" + child + "/chronology?asAt=%2B1000000000-12-31T23:59:59Z", "/v1/children/" + child + "/chronology?asAt=-1000000000-01-01T00:00:00Z",
                "/v1/children/" + child + "/chronology?by=size", "/v1/children/" + child + "/chronology?after=%00%ff", "/v1/contacts/7",
                "/v1/contacts/" + child, "/v1/front-door?show=EVERYTHING", "/v1/nothing",
                "/v1/dashboards/live?from=2026-02-30", "/v1/dashboards/live?from=2026-03-02&until=2026-03-01", "/v1/dashboards/live?from=2025-01-01&until=2026-01-02",
                "/v1/children/" + child + "/chronology?after=" + "x".repeat(3_000))) {
            var answer = http.get(base + path, token);
            expect(answer, answer.status() == 400 ? 400 : 404);
            expect(http.get(base + path, null), 401);
        }
    }

    private void ask(Http http, String url, String token, String body, String pointer, boolean mustFail) throws InterruptedException {
        var answer = http.post(url, token, "bad-" + UUID.randomUUID(), body);
        tried++;
        boolean refused = answer.status() >= 400 && answer.status() < 500;
        if (!(refused || (!mustFail && answer.isDone()))) {
            wrongStatus++;
            System.out.println("  " + answer.status() + " for " + url.replaceAll("[0-9a-f-]{36}", "ID") + " " + pointer + " " + shortened(body));
        } else if (refused) {
            judge(answer, pointer, mustFail);
        }
    }

    private void judge(Http.Answer answer, String pointer, boolean mustFail) {
        if (isLeaking(answer)) {
            leaking++;
            System.out.println("  leaking: " + shortened(answer.body()));
        }
        if (mustFail && !pointer.isEmpty() && answer.status() == 400) {
            boolean named = false;
            for (var error : JSON.readTree(answer.body()).path("errors")) {
                var told = error.path("pointer").asString();
                named |= !told.isEmpty() && (told.startsWith(pointer) || pointer.startsWith(told));
            }
            if (!named) {
                notNamed++;
                System.out.println("  not named: " + pointer + " in " + shortened(answer.body()));
            }
        }
    }

    private void expect(Http.Answer answer, int status) {
        tried++;
        if (answer.status() != status) {
            wrongStatus++;
            System.out.println("  " + answer.status() + " where " + status + " was due: " + shortened(answer.body()));
        } else if (status >= 400 && isLeaking(answer)) {
            leaking++;
            System.out.println("  leaking: " + answer.type() + " " + shortened(answer.body()));
        }
    }

    private static boolean isLeaking(Http.Answer answer) {
        return !answer.type().startsWith("application/problem+json") || answer.body().matches("(?s).*(Exception|\\bat org\\.|\\bat java\\.|xxxxx).*");
    }

    private static String shortened(String text) {
        return text.length() > 420 ? text.substring(0, 420) + " ..." : text;
    }

    private static List<String> pointers(JsonNode node, String at) {
        var all = new ArrayList<String>();
        if (!at.isEmpty()) {
            all.add(at);
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> all.addAll(pointers(field.getValue(), at + "/" + field.getKey())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                all.addAll(pointers(array.get(i), at + "/" + i));
            }
        }
        return all;
    }

    private static String set(JsonNode body, String pointer, String value) {
        var copy = body.deepCopy();
        put(copy, pointer, JSON.readTree(value));
        return JSON.writeValueAsString(copy);
    }

    private static void put(JsonNode body, String pointer, JsonNode value) {
        var parent = body.at(pointer.substring(0, pointer.lastIndexOf('/')));
        var name = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (parent instanceof ObjectNode object) {
            object.set(name, value);
        } else if (parent instanceof ArrayNode array) {
            array.set(Integer.parseInt(name), value);
        }
    }

    private static void remove(JsonNode body, String pointer) {
        var parent = body.at(pointer.substring(0, pointer.lastIndexOf('/')));
        var name = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (parent instanceof ObjectNode object) {
            object.remove(name);
        } else if (parent instanceof ArrayNode array) {
            array.remove(Integer.parseInt(name));
        }
    }
}

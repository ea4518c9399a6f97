package org.goldenthread.infra.prove;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.goldenthread.events.Role;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two worlds that differ in one hidden child: whoever may not know of the child gets the same answers in both, byte by byte but
 * for ids and times, whatever they ask.
 */
final class HiddenChildProof implements Proof {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int REQUESTS = 500;
    private static final int TIMED = 300;
    private static final double MOST_RATIO = 1.3;
    private static final String NAME = "Ottoline Vexmarsh";
    private static final String BORN = "2014-05-19";

    @Override
    public String name() {
        return "hidden-child";
    }

    @Override
    public String shows() {
        return "a world with a hidden child answers as a world without, but to those who may know";
    }

    /** A world: its product, its people, and what stands in it. */
    private record World(Product product, Person screener, Person worker, Person manager, List<String> contacts, List<String> children, String hidden, String hiddenContact) {}

    @Override
    public List<Check> run(Terms terms) throws Exception {
        int requests = terms.rounds() > 0 ? terms.rounds() * 10 : REQUESTS;
        var checks = new ArrayList<Check>();
        List<String> with;
        try (var product = start(terms)) {
            var world = make(product, true, terms.sabotage());
            with = ask(world, new Random(terms.seed()), requests);
            checks.add(routed(world));
            if (terms.rounds() == 0) {
                checks.add(sameTime(world));
            }
        }
        List<String> without;
        try (var product = start(terms)) {
            without = ask(make(product, false, false), new Random(terms.seed()), requests);
        }
        long differ = 0;
        for (int i = 0; i < requests; i++) {
            if (!with.get(i).equals(without.get(i))) {
                differ++;
                if (differ <= 3) {
                    System.out.println("  differs: " + firstDifference(with.get(i), without.get(i)));
                }
            }
        }
        checks.addFirst(new Check("requests answered alike in a world with and without the child", requests, differ));
        return checks;
    }

    private static Product start(Terms terms) throws InterruptedException {
        return Product.start(terms.project(), 19_680, "-Dgolden-thread.no-story=true");
    }

    private static World make(Product product, boolean hidden, boolean sabotage) throws Exception {
        var admin = new Person(product, DemoPeople.with(Role.SYS_ADMIN)).of(1);
        var people = new ArrayList<Person>();
        for (var role : List.of(Role.FD_SCREENER, Role.FD_SOCIAL_WORKER, Role.FD_MANAGER)) {
            var person = new Person(product, DemoPeople.with(role)).of(1);
            admin.done("/v1/staff/" + person.id() + "/roles", "hidden-child-" + role, "{\"role\":\"%s\",\"agencyId\":\"%s\"}".formatted(role, DemoPeople.SOCIAL_CARE));
            people.add(person);
        }
        for (var person : people) {
            await(() -> person.command("/v1/contacts", "awaiting-role", "{}").status() == 400);
            person.signIn();
        }
        var manager = people.getLast();
        var contacts = new ArrayList<String>();
        var children = new ArrayList<String>();
        for (int i = 0; i < 6; i++) {
            var contact = log(manager, "ordinary-" + i, List.of("Robin Sample", "Esme Tidewell", "Kit Saltersley", "Noor Pennyfold", "Wren Driftwood", "Leo Larkspurr").get(i),
                    i == 5 ? BORN : "2013-0" + (i + 1) + "-11");
            contacts.add(contact);
            if (i < 4) {
                manager.done("/v1/contacts/" + contact + "/matches", "match-ordinary-" + i, "{\"ref\":1,\"confidence\":100}");
            }
            if (i < 2) {
                manager.done("/v1/contacts/" + contact + "/threshold-decisions", "decide-ordinary-" + i, decision());
            }
            children.add(i < 4 ? child(manager, contact) : UUID.randomUUID().toString());
        }
        var hiddenChild = UUID.randomUUID().toString();
        var hiddenContact = UUID.randomUUID().toString();
        if (hidden) {
            hiddenContact = log(manager, "hidden", NAME, BORN);
            manager.done("/v1/contacts/" + hiddenContact + "/matches", "match-hidden", "{\"ref\":1,\"confidence\":100}");
            hiddenChild = child(manager, hiddenContact);
            var details = hiddenChild;
            await(() -> manager.command("/v1/children/" + details + "/detail-corrections", "correct-hidden", "{\"nhsNumber\":\"999 000 0018\",\"reason\":\"from the GP\"}").isDone());
            if (!sabotage) {
                manager.done("/v1/children/" + hiddenChild + "/restrictions", "seal-hidden", "{\"level\":\"SEALED\",\"ground\":\"ADOPTION\",\"reason\":\"adopted\"}");
            }
        }
        product.machine().awaitProjections(Duration.ofSeconds(30));
        return new World(product, people.get(0), people.get(1), manager, contacts, children, hiddenChild, hiddenContact);
    }

    private static String log(Person manager, String key, String name, @Nullable String born) throws Exception {
        return JSON.readTree(manager.done("/v1/contacts", "log-" + key, """
                {"channel":"PHONE","anonymous":true,"concern":"seen alone","children":[{"name":"%s"%s}]}"""
                .formatted(name, born == null ? "" : ",\"dob\":\"" + born + "\"")).body()).get("id").asString();
    }

    private static String decision() {
        return "{\"ref\":1,\"outcome\":\"NFA\",\"needStage\":\"S1\",\"legalBasis\":\"NONE\",\"rationale\":\"weighed\"}";
    }

    private static String child(Person manager, String contact) throws Exception {
        var found = new String[1];
        await(() -> {
            var answer = manager.read("/v1/contacts/" + contact);
            for (var entry : answer.isDone() ? JSON.readTree(answer.body()).get("entries") : JSON.readTree("[]")) {
                found[0] = entry.get("event").asString().equals("child-matched") ? entry.get("children").get(0).asString() : found[0];
            }
            return found[0] != null;
        });
        return found[0];
    }

    private static List<String> ask(World world, Random random, int requests) throws Exception {
        var answers = new ArrayList<String>();
        for (int i = 0; i < requests; i++) {
            var person = random.nextBoolean() ? world.screener() : world.worker();
            var other = random.nextInt(6);
            int what = random.nextInt(16);
            var answer = switch (what) {
                case 0 -> person.read("/v1/front-door?show=" + show(random));
                case 1 -> person.page("/front-door?show=" + show(random));
                case 2 -> person.page("/front-door/list?show=" + show(random));
                case 3 -> person.ask("/v1/child-searches", search(random));
                case 4 -> person.form("/search", "/search", Map.of("name", random.nextBoolean() ? NAME : "Vexmarch", "nhsNumber", random.nextBoolean() ? "" : "999 000 0018"));
                case 5 -> person.read("/v1/children/" + (random.nextBoolean() ? world.hidden() : world.children().get(other)) + "/chronology");
                case 6 -> person.page("/children/" + (random.nextBoolean() ? world.hidden() : world.children().get(other)));
                case 7 -> person.read("/v1/contacts/" + (random.nextBoolean() ? world.hiddenContact() : world.contacts().get(other)));
                case 8 -> person.page("/contacts/" + (random.nextBoolean() ? world.hiddenContact() : world.contacts().get(other)));
                case 9 -> person.page("/contacts/" + world.contacts().get(5) + "/match/1");
                case 10 -> person.page("/children/" + world.hidden() + "/break-glass");
                case 11 -> person.page("/children/" + world.hidden() + "/access");
                case 12 -> person.command("/v1/contacts/" + world.hiddenContact() + "/details", "try-number-" + i, "{\"furtherConcern\":\"more\"}");
                case 13 -> person.command("/v1/contacts/" + world.contacts().get(5) + "/matches", "try-number-" + i,
                        "{\"ref\":1,\"childId\":\"%s\",\"matchBasis\":\"NAME_AND_DOB\",\"confidence\":90}".formatted(world.hidden()));
                case 14 -> person.command("/v1/children/" + world.hidden() + "/break-glass", "try-number-" + i, "{\"reasonCode\":\"OTHER\",\"reason\":\"curious\"}");
                default -> person.command("/v1/children/" + world.hidden() + "/detail-corrections", "try-number-" + i, "{\"reason\":\"curious\",\"name\":\"Nobody\"}");
            };
            answers.add(what + " " + answer.status() + " " + plain(answer.body()) + " " + plain(answer.location()));
        }
        return answers;
    }

    private static String show(Random random) {
        return List.of("OPEN", "OVERDUE", "TODAY", "CLOSED").get(random.nextInt(4));
    }

    private static String search(Random random) {
        return List.of("{\"name\":\"" + NAME + "\"}", "{\"name\":\"Ottoline\"}", "{\"dob\":\"" + BORN + "\"}", "{\"nhsNumber\":\"999 000 0018\"}",
                "{\"name\":\"Robin Sample\"}", "{\"name\":\"Otoline Veksmarsh\",\"dob\":\"" + BORN + "\"}").get(random.nextInt(6));
    }

    /** Without ids and times. */
    private static String plain(String body) {
        return body.replaceAll("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "ID").replaceAll("\"position\":\\d+", "\"position\":ID")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME").replaceAll("\\d{1,2}:\\d\\d", "TIME").replaceAll("name=\"_csrf\"[^>]*", "CSRF")
                .replaceAll("\\d+ (second|minute|hour|working day|day)s?", "TIME").replaceAll("\"after\":\"[^\"]*\"", "AFTER");
    }

    private static String firstDifference(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - 60);
        return one.substring(from, Math.min(one.length(), at + 80)) + " <> " + other.substring(from, Math.min(other.length(), at + 80));
    }

    /** A contact about the hidden child reaches its owner and leaves the front door, its logger told no more than that (ruling 7). */
    private static Check routed(World world) throws Exception {
        var contact = log(world.screener(), "about-the-hidden", NAME, BORN);
        long failed = 0;
        await(() -> world.manager().read("/v1/contacts/" + contact).body().contains("contact-routed-to-owner"));
        failed += world.screener().read("/v1/contacts/" + contact).status() == 404 ? 0 : 1;
        failed += world.manager().read("/v1/contacts/" + contact).status() == 200 ? 0 : 1;
        failed += world.worker().read("/v1/contacts/" + contact).status() == 404 ? 0 : 1;
        var receipt = world.screener().page("/contacts/" + contact);
        failed += receipt.status() == 200 && receipt.body().contains("with another worker") && !receipt.body().contains("Vexmarsh") ? 0 : 1;
        failed += world.worker().command("/v1/contacts/" + contact + "/matches", "new-by-worker", "{\"ref\":1,\"confidence\":100}").status() == 404 ? 0 : 1;
        failed += world.manager().command("/v1/contacts/" + contact + "/matches", "owner-as-new", "{\"ref\":1,\"confidence\":100}").status() == 409 ? 0 : 1;
        failed += world.manager().command("/v1/contacts/" + contact + "/returns-to-front-door", "return-contact", "{\"ref\":1}").isDone() ? 0 : 1;
        await(() -> world.screener().read("/v1/contacts/" + contact).status() == 200);
        return new Check("a contact about the child goes to the owner, is never a new child, and can be returned", 8, failed);
    }

    private static Check sameTime(World world) throws Exception {
        long[] hidden = new long[TIMED];
        long[] unknown = new long[TIMED];
        for (int i = 0; i < TIMED; i++) {
            hidden[i] = nanos(() -> world.worker().read("/v1/children/" + world.hidden() + "/chronology").status() == 404);
            unknown[i] = nanos(() -> world.worker().read("/v1/children/" + UUID.randomUUID() + "/chronology").status() == 404);
        }
        Arrays.sort(hidden);
        Arrays.sort(unknown);
        double ratio = (double) hidden[TIMED / 2] / unknown[TIMED / 2];
        System.out.printf("  hidden %.2f ms, unknown %.2f ms, medians of %d: ratio %.2f (%.1f at most, either way)%n", hidden[TIMED / 2] / 1e6, unknown[TIMED / 2] / 1e6, TIMED,
                ratio, MOST_RATIO);
        return new Check("a hidden record is answered in the time of one that is not there", TIMED, ratio < MOST_RATIO && ratio > 1 / MOST_RATIO ? 0 : 1);
    }

    private static long nanos(Callable<Boolean> call) throws Exception {
        long start = System.nanoTime();
        if (!call.call()) {
            throw new IllegalStateException("not a 404");
        }
        return System.nanoTime() - start;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        for (long until = System.nanoTime() + 30_000_000_000L; System.nanoTime() < until; LockSupport.parkNanos(50_000_000)) {
            if (condition.call()) {
                return;
            }
        }
        throw new IllegalStateException("did not come to be within 30 s");
    }
}

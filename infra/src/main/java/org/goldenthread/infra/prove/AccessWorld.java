package org.goldenthread.infra.prove;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.goldenthread.command.document.WhenDecidedThenIssueNotice;
import org.goldenthread.command.document.WhenMeetingEndsThenOweMinutes;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The product with its people, and one child for each way of standing to a record. */
final class AccessWorld {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<Role> CASE_WORKERS = EnumSet.of(Role.FD_SOCIAL_WORKER, Role.FD_MANAGER, Role.EDT, Role.SOCIAL_WORKER, Role.TEAM_MANAGER);
    /** On what basis a record is shared, as the end of a body. */
    static final String SHARING = ",\"sharing\":{\"basis\":\"PUBLIC_TASK\",\"familyInformed\":\"YES\"}";

    private static final List<String> RELATIONS = List.of("NONE", "ALLOCATED", "SUPERVISOR", "INVITED", "RECIPIENT", "FRONT_DOOR", "AUDIT_SAMPLE",
            "BREAK_GLASS", "ENDED");
    /** To a meeting or an action alone: whose agency owns the action, whose agency sat at the table, whose agency has a copy, who chairs. */
    private static final Set<String> TO_A_MEETING = Set.of("ACTION_OWNER", "AT_TABLE", "RECEIVER", "KEEPER");
    private static final Set<Role> KEEPERS = EnumSet.of(Role.FD_SOCIAL_WORKER, Role.SOCIAL_WORKER, Role.CHAIR_SD, Role.MINUTE_TAKER, Role.AUDITOR, Role.AGENCY_LEAD,
            Role.SYS_ADMIN);
    private static final List<String> LOCKS = List.of("OPEN", "RESTRICTED", "SEALED");
    private final AtomicLong keys = new AtomicLong();
    private final Product product;
    private final List<Person> people = new ArrayList<>();
    final Person admin;
    final Person manager;
    final Person governance;

    AccessWorld(Product product, List<DemoPeople.Person> all) {
        this.product = product;
        all.forEach(one -> people.add(new Person(product, one).of(isElsewhere(one) ? 2 : 1)));
        admin = new Person(product, DemoPeople.with(Role.SYS_ADMIN));
        manager = new Person(product, DemoPeople.with(Role.FD_MANAGER)).of(1);
        governance = new Person(product, DemoPeople.with(Role.INFO_GOVERNANCE)).of(1);
    }

    private static boolean isElsewhere(DemoPeople.Person one) {
        return one.username().endsWith("-elsewhere");
    }

    String key() {
        return "access-matrix-" + keys.incrementAndGet();
    }

    void grant() throws Exception {
        for (var person : people) {
            admin.of(isElsewhere(person.who()) ? 2 : 1).done("/v1/staff/" + person.id() + "/roles", key(), role(person.who()));
        }
        for (var person : List.of(manager, governance)) {
            admin.of(1).done("/v1/staff/" + person.id() + "/roles", key(), role(person.who()));
        }
        await(() -> manager.command("/v1/contacts", "awaiting-role", "{}").status() == 400);
        await(() -> governance.command("/v1/children/" + UUID.randomUUID() + "/restrictions", "awaiting-role", "{}").status() == 400);
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var signingIn : threads.invokeAll(people.stream().<Callable<Person>>map(person -> person::signIn).toList())) {
                signingIn.get();
            }
        }
    }

    static String role(DemoPeople.Person person) {
        return "{\"role\":\"%s\",\"agencyId\":\"%s\"}".formatted(person.role(), person.agency());
    }

    List<Cell> cells(Random random) throws Exception {
        var making = new ArrayList<Callable<Cell>>();
        for (var relation : RELATIONS) {
            for (var lock : LOCKS) {
                for (var excluded : List.of(false, true)) {
                    var surname = letters(random.nextLong());
                    making.add(() -> cell(relation, lock, excluded, surname, manager.id()));
                }
            }
        }
        for (var relation : List.of("ACTION_OWNER", "AT_TABLE", "RECEIVER")) {
            for (var lock : LOCKS) {
                for (var excluded : List.of(false, true)) {
                    var surname = letters(random.nextLong());
                    making.add(() -> cell(relation, lock, excluded, surname, manager.id()));
                }
            }
        }
        for (var person : here()) {
            if (CASE_WORKERS.contains(person.who().role())) {
                for (var lock : List.of("RESTRICTED", "SEALED")) {
                    var surname = letters(random.nextLong());
                    making.add(() -> cell("OWNER", lock, false, surname, person.id()));
                }
            }
            if (KEEPERS.contains(person.who().role()) && !isInHospital(person.who())) {
                for (var lock : LOCKS) {
                    var surname = letters(random.nextLong());
                    making.add(() -> cell("KEEPER", lock, false, surname, person.id()));
                }
            }
        }
        var cells = new ArrayList<Cell>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var made : threads.invokeAll(making)) {
                cells.add(made.get());
            }
        }
        return cells;
    }

    List<Person> here() {
        return people.stream().filter(person -> !isElsewhere(person.who())).toList();
    }

    Cell cell(String relation, String lock, boolean excluded, String surname, UUID owner) throws Exception {
        boolean recent = relation.equals("FRONT_DOOR");
        var received = Instant.now().minus(recent ? 1 : 120, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var contact = UUID.fromString(JSON.readTree(manager.done("/v1/contacts", key(), """
                {"channel":"PHONE","anonymous":true,"receivedAt":"%s","concern":"seen alone","children":[{"name":"%s","dob":"2015-03-27"}],
                 "entry":{"lateEntryReason":"typed up later"}}""".formatted(received, surname)).body()).get("id").asString());
        manager.done("/v1/contacts/" + contact + "/matches", key(), "{\"ref\":1,\"confidence\":100}");
        if (!recent) {
            manager.done("/v1/contacts/" + contact + "/threshold-decisions", key(), """
                    {"ref":1,"outcome":"NFA","needStage":"S1","legalBasis":"NONE","rationale":"weighed"}""");
        }
        var child = childOf(contact);
        var path = "/v1/children/" + child;
        manager.done(path + "/break-glass", key(), glass());
        var meeting = meet(relation, child, owner);
        var action = agree(relation, meeting);
        end(meeting);
        relate(relation, path, child);
        if (!lock.equals("OPEN")) {
            governance.done(path + "/restrictions", key(), """
                    {"level":"%s","ground":"HIGH_RISK","reason":"for the proof","ownerId":"%s"}""".formatted(lock, relation.equals("KEEPER") ? manager.id() : owner));
        }
        if (excluded) {
            for (var person : here()) {
                governance.done(path + "/exclusions", key(), "{\"userId\":\"%s\",\"reason\":\"knows the family\"}".formatted(person.id()));
            }
        }
        return new Cell(relation, lock, excluded, child, contact, surname, owner, meeting, action);
    }

    /** A meeting about the child; the hospital sits at it where its people are to stand so. */
    private UUID meet(String relation, UUID child, UUID owner) throws Exception {
        return created(manager.done("/v1/meetings", key(), """
                {"kind":"TEAM_AROUND","children":["%s"],"purpose":"for the proof","format":"VIDEO","chairId":"%s","seats":[{"agencyId":"%s"}]}"""
                .formatted(child, relation.equals("KEEPER") ? owner : manager.id(), sitting(relation))));
    }

    private static AgencyId sitting(String relation) {
        return relation.equals("AT_TABLE") || relation.equals("RECEIVER") ? DemoPeople.HOSPITAL : DemoPeople.POLICE;
    }

    /** Its end sends its decisions to who sat there; awaited, as it comes of itself. */
    private void end(UUID meeting) throws Exception {
        var path = "/v1/meetings/" + meeting;
        manager.done(path + "/attendance", key(), "{\"seat\":1,\"status\":\"PRESENT\",\"decisionAuthority\":true}");
        manager.done(path + "/child-voices", key(), "{\"ref\":1,\"source\":\"NOT_HAD\",\"notObtained\":\"NOT_YET_SEEN\"}");
        manager.done(path + "/decisions", key(), "{\"ref\":1,\"type\":\"HELP_GOES_ON\",\"decision\":\"CONTINUES\",\"rationale\":\"for the proof\"}");
        manager.done(path + "/closing", key(), "{}");
        await(() -> isIssued(meeting) && manager.command(path + "/minutes", key(), "{\"passages\":[]}").isDone());
        manager.done(path + "/minutes/issues", key(), "{\"finalVersion\":false,\"contentHash\":\"%s\"}".formatted(fingerprint(meeting)));
    }

    private String fingerprint(UUID meeting) throws Exception {
        try (var connection = product.machine().postgres().connect("ledger"); var query = connection.prepareStatement(
                "select payload from ledger.event where name = 'minutes-drafted' and stream = ?")) {
            query.setObject(1, WhenMeetingEndsThenOweMinutes.minutesOf(new MeetingId(meeting)).value());
            try (var row = query.executeQuery()) {
                row.next();
                return JSON.readTree(row.getBytes(1)).get("contentHash").asString();
            }
        }
    }

    private boolean isIssued(UUID meeting) throws Exception {
        try (var connection = product.machine().postgres().connect("ledger"); var query = connection.prepareStatement(
                "select exists (select from ledger.fact where kind = 'RECEIVED' and subject = ?)")) {
            query.setObject(1, notice(meeting).value());
            try (var row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static DocumentId notice(UUID meeting) {
        return WhenDecidedThenIssueNotice.noticeOf(new MeetingId(meeting));
    }

    private UUID agree(String relation, UUID meeting) throws Exception {
        var owner = relation.equals("ACTION_OWNER") ? DemoPeople.HOSPITAL : DemoPeople.POLICE;
        return created(manager.done("/v1/meetings/" + meeting + "/actions", key(), """
                {"refs":[1],"description":"Visit and look at the room","ownerAgencyId":"%s","ownerName":"Sample","dueOn":"%s","measure":"Seen"}"""
                .formatted(owner, LocalDate.now(java.time.ZoneOffset.UTC).plusDays(20))));
    }

    private static UUID created(Person.Answer answer) {
        return UUID.fromString(JSON.readTree(answer.body()).get("id").asString());
    }

    private void relate(String relation, String path, UUID child) throws Exception {
        var kind = relation.equals("ENDED") ? "ALLOCATED" : relation;
        switch (relation) {
            case "ALLOCATED", "SUPERVISOR", "INVITED", "RECIPIENT", "ENDED" -> {
                for (var person : here()) {
                    var body = "{\"userId\":\"%s\",\"kind\":\"%s\"%s}".formatted(person.id(), kind, SHARING);
                    manager.done(path + "/involvements", key(), body);
                    if (relation.equals("ENDED")) {
                        manager.done(path + "/ended-involvements", key(), "{\"userId\":\"%s\",\"kind\":\"%s\"}".formatted(person.id(), kind));
                    }
                }
            }
            case "AUDIT_SAMPLE" -> {
                for (var person : here()) {
                    if (stands(person.who().role(), relation)) {
                        governance.done("/v1/audit-samples", key(), "{\"auditorId\":\"%s\",\"children\":[\"%s\"],\"reason\":\"for the proof\",\"until\":\"%s\"}"
                                .formatted(person.id(), child, LocalDate.now(java.time.ZoneOffset.UTC).plusDays(30)));
                    }
                }
            }
            case "BREAK_GLASS" -> {
                for (var person : here()) {
                    if (stands(person.who().role(), relation)) {
                        person.done(path + "/break-glass", key(), glass());
                    }
                }
            }
            default -> { }
        }
    }

    private static String glass() {
        return "{\"reasonCode\":\"CHILD_AT_RISK_NOW\",\"reason\":\"for the proof\"}";
    }

    private UUID childOf(UUID contact) throws Exception {
        var found = new UUID[1];
        await(() -> {
            var answer = manager.read("/v1/contacts/" + contact);
            if (!answer.isDone() && answer.status() != 404) {
                throw new IllegalStateException("the contact is not to be read: " + answer.status() + " " + answer.body());
            }
            var history = answer.isDone() ? JSON.readTree(answer.body()).get("entries") : JSON.readTree("[]");
            for (var entry : history) {
                if (entry.get("event").asString().equals("child-matched")) {
                    found[0] = UUID.fromString(entry.get("children").get(0).asString());
                }
            }
            return found[0] != null || isOld(contact, found);
        });
        return found[0];
    }

    /** An old, closed contact is hidden from the manager too: its provisional record is the child, as the ledger says. */
    private boolean isOld(UUID contact, UUID[] found) throws Exception {
        try (var connection = product.machine().postgres().connect("ledger"); var query = connection.prepareStatement(
                "select subject from ledger.fact where kind = 'CONTACT' and ref = ?")) {
            query.setObject(1, contact);
            try (var row = query.executeQuery()) {
                if (row.next()) {
                    found[0] = row.getObject(1, UUID.class);
                }
            }
        }
        return found[0] != null;
    }

    List<Probe> probes(List<Cell> cells) {
        var probes = new ArrayList<Probe>();
        for (var person : people) {
            for (var cell : cells) {
                probes(person, cell, probes);
            }
        }
        return probes;
    }

    private void probes(Person person, Cell cell, List<Probe> probes) {
        aboutMeeting(person, cell, probes);
        if (TO_A_MEETING.contains(cell.relation())) {
            return;
        }
        var child = cell.child();
        var contact = cell.contact();
        add(probes, person, cell, "HISTORY", "GET chronology", () -> status(person.read("/v1/children/" + child + "/chronology")));
        add(probes, person, cell, "HISTORY", "page chronology", () -> status(person.page("/children/" + child)));
        var knowledge = "/children/" + child + "/knowledge?agency=" + DemoPeople.POLICE.value();
        add(probes, person, cell, "KNOWLEDGE", "GET knowledge", () -> status(person.read("/v1" + knowledge)));
        add(probes, person, cell, "KNOWLEDGE", "page knowledge", () -> status(person.page(knowledge)));
        add(probes, person, cell, "REPLAY", "POST replays", () -> command(person.command("/v1/children/" + child + "/replays", key(), "{\"asOf\":\"2035-03-10T10:00:00Z\"}")));
        add(probes, person, cell, "REPLAY", "page replay", () -> status(person.page("/children/" + child + "/replay")));
        add(probes, person, cell, "CONTACT", "GET contact", () -> status(person.read("/v1/contacts/" + contact)));
        add(probes, person, cell, "CONTACT", "page contact", () -> status(person.page("/contacts/" + contact)));
        add(probes, person, cell, "ACCESS", "page access", () -> status(person.page("/children/" + child + "/access")));
        add(probes, person, cell, "ACCESS", "page readings", () -> status(person.page("/children/" + child + "/readings")));
        add(probes, person, cell, "OPEN_IN_NEED", "page break-glass", () -> status(person.page("/children/" + child + "/break-glass")));
        add(probes, person, cell, "IDENTITY", "POST child-searches", () -> found(person, cell));
        add(probes, person, cell, "QUEUE", "GET front-door", () -> queued(person, cell));
        add(probes, person, cell, "CORRECTION", "POST detail-corrections", () -> command(person.command("/v1/children/" + child + "/detail-corrections", key(), "{\"reason\":\"for the proof\"}")));
        add(probes, person, cell, "CORRECTION", "page details", () -> status(person.page("/children/" + child + "/details")));
        add(probes, person, cell, "STEWARD", "POST break-glass-reviews", () -> command(person.command("/v1/children/" + child + "/break-glass-reviews", key(),
                "{\"useId\":\"%s\",\"justified\":true,\"note\":\"for the proof\"}".formatted(UUID.randomUUID()))));
    }

    private void aboutMeeting(Person person, Cell cell, List<Probe> probes) {
        var meeting = "/meetings/" + cell.meeting();
        var action = "/actions/" + cell.action();
        var notice = "/documents/" + notice(cell.meeting());
        add(probes, person, cell, "DOCUMENT", "page notice", () -> status(person.page(notice)));
        add(probes, person, cell, "DOCUMENT", "GET document", () -> status(person.read("/v1" + notice)));
        add(probes, person, cell, "DOCUMENT_WORK", "POST openings", () -> command(person.command("/v1" + notice + "/openings", key(), "{\"version\":7}")));
        add(probes, person, cell, "SENDER", "page copy", () -> status(person.page(notice + "/agencies/" + sitting(cell.relation()))));
        add(probes, person, cell, "SENDER_WORK", "POST bounces", () -> command(person.command("/v1" + notice + "/bounces", key(),
                "{\"version\":7,\"agencyId\":\"%s\",\"reason\":\"REFUSED\",\"bouncedAt\":\"2026-03-10T10:00:00Z\"}".formatted(sitting(cell.relation())))));
        add(probes, person, cell, "DOCUMENT", "page minutes", () -> status(person.page("/documents/" + WhenMeetingEndsThenOweMinutes.minutesOf(new MeetingId(cell.meeting())))));
        add(probes, person, cell, "MEETING", "page minutes to write", () -> status(person.page(meeting + "/minutes")));
        add(probes, person, cell, "MEETING", "page family's copy", () -> status(person.page(meeting + "/minutes/family")));
        add(probes, person, cell, "MEETING_WORK", "POST family handovers", () -> command(person.command("/v1" + meeting + "/minutes/family-copies/7/handovers", key(),
                "{\"at\":\"2026-03-10T10:00:00Z\"}")));
        add(probes, person, cell, "MEETING_WORK", "POST minutes submissions", () -> command(person.command("/v1" + meeting + "/minutes/submissions", key(), "{}")));
        add(probes, person, cell, "MEETING", "page meeting", () -> status(person.page(meeting)));
        add(probes, person, cell, "MEETING", "page news", () -> status(person.page(meeting + "/news?seen=0")));
        add(probes, person, cell, "MEETING_WORK", "POST resumption", () -> command(person.command("/v1" + meeting + "/resumption", key(), "{}")));
        add(probes, person, cell, "ACTION", "page action", () -> status(person.page(action)));
        add(probes, person, cell, "ACTION_WORK", "POST contests", () -> command(person.command("/v1" + action + "/contests", key(), "{\"reason\":\"for the proof\"}")));
        if (cell.relation().equals("ACTION_OWNER") || cell.relation().equals("AT_TABLE") || cell.relation().equals("ALLOCATED") || cell.relation().equals("NONE")) {
            add(probes, person, cell, "ACTION", "GET actions", () -> listed(person.read("/v1/actions"), cell.action()));
            add(probes, person, cell, "ACTION", "GET actions rows", () -> listed(person.read("/v1/actions/rows"), cell.action()));
        }
    }

    private static String listed(Person.Answer answer, UUID record) {
        return !answer.isDone() ? status(answer) : answer.body().contains(record.toString()) ? "SHOWN" : "HIDDEN";
    }

    private void add(List<Probe> probes, Person person, Cell cell, String part, String what, Callable<String> ask) {
        var role = person.who().role();
        var relation = isElsewhere(person.who()) || !stands(person, cell) ? "NONE" : cell.relation();
        // another authority's people know nothing of this one, whatever their role
        var judged = isElsewhere(person.who()) ? cell.asExcluded() : cell;
        probes.add(new Probe(person.who().username() + ", " + relation + (cell.excluded() ? ", excluded" : "") + ", " + cell.lock() + ": " + what, part, role, relation,
                judged, ask));
    }

    private static boolean stands(Person person, Cell cell) {
        return switch (cell.relation()) {
            case "OWNER", "KEEPER" -> cell.owner().equals(person.id());
            case "ACTION_OWNER", "AT_TABLE", "RECEIVER" -> isInHospital(person.who());
            default -> stands(person.who().role(), cell.relation());
        };
    }

    private static boolean isInHospital(DemoPeople.Person one) {
        return one.username().endsWith("-hospital");
    }

    private static boolean stands(Role role, String relation) {
        return switch (relation) {
            case "AUDIT_SAMPLE" -> role == Role.AUDITOR || role == Role.INSPECTOR;
            case "BREAK_GLASS" -> CASE_WORKERS.contains(role);
            default -> true;
        };
    }

    private static String found(Person person, Cell cell) throws Exception {
        var answer = person.ask("/v1/child-searches", "{\"name\":\"" + cell.surname() + "\"}");
        if (!answer.isDone()) {
            return status(answer);
        }
        for (JsonNode child : JSON.readTree(answer.body()).get("children")) {
            if (child.path("child").asString("").equals(cell.child().toString())) {
                return "SHOWN";
            }
            if (child.path("child").isMissingNode() || child.path("child").isNull()) {
                return "MARKED"; // names are like no other, so the marker is this child's
            }
        }
        return "HIDDEN";
    }

    static String queued(Person person, Cell cell) throws Exception {
        for (var show : List.of("OPEN", "CLOSED")) {
            var answer = person.read("/v1/front-door?show=" + show);
            if (!answer.isDone()) {
                return status(answer);
            }
            if (answer.body().contains(cell.contact().toString())) {
                return "SHOWN";
            }
        }
        return "HIDDEN";
    }

    private static String status(Person.Answer answer) {
        return switch (answer.status()) {
            case 200 -> "SHOWN";
            case 302 -> answer.location().contains("/children/") ? "SHOWN" : "SENT TO " + answer.location();
            case 403 -> "CLOSED_TO_ROLE";
            case 404 -> "HIDDEN";
            default -> "STATUS " + answer.status();
        };
    }

    /** A rule's refusal is an answer from inside. */
    private static String command(Person.Answer answer) {
        return answer.status() == 409 ? "SHOWN" : status(answer);
    }

    /** One child, standing in one way to everybody who can stand so; {@code owner} is of the restriction, or chairs the meeting. */
    record Cell(String relation, String lock, boolean excluded, UUID child, UUID contact, String surname, UUID owner, UUID meeting, UUID action) {

        Cell asExcluded() {
            return new Cell("NONE", lock, true, child, contact, surname, owner, meeting, action);
        }
    }

    /** One question put to the product and what the table says to it. */
    record Probe(String about, String part, Role role, String relation, Cell cell, Callable<String> ask) {}

    static void await(Callable<Boolean> condition) throws Exception {
        for (long until = System.nanoTime() + 30_000_000_000L; System.nanoTime() < until; LockSupport.parkNanos(50_000_000)) {
            if (condition.call()) {
                return;
            }
        }
        throw new IllegalStateException("did not come to be within 30 s");
    }

    /** Letters only, so that it is one word and sounds like no other. */
    static String letters(long number) {
        var word = new StringBuilder();
        var random = new Random(number);
        while (word.length() < 16) {
            word.append("bdfgklmnprst".charAt(random.nextInt(12))).append("aeiou".charAt(random.nextInt(5)));
        }
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}

package org.goldenthread.infra.prove;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.goldenthread.command.document.WhenMeetingEndsThenOweMinutes;
import org.goldenthread.events.Role;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.infra.launcher.Person;
import org.goldenthread.infra.launcher.Product;
import org.goldenthread.infra.signin.DemoPeople;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies for families, put together of minutes full of what isn't for them, as somebody would who ticks everything they can. What stands in each
 * page, and in those that somebody else released, is held against the passages as they were written: by their marks, not by the product's own reading.
 */
final class FamilyPackagesProof implements Proof {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int COPIES = 10_000;
    private static final int COPIES_A_MEETING = 25;
    private static final Pattern MARK = Pattern.compile("mark\\d{7}");
    private static final Pattern PAPER = Pattern.compile("<article class=\"gt-paper.*?</article>", Pattern.DOTALL);
    private static final List<String> HANDLINGS = List.of("OPEN", "OPEN", "OPEN", "PARTNERS", "NOT_FOR_FAMILY", "NOT_FOR_DISCLOSURE", "NAMED");
    private static final List<String> TOLD = List.of("HEALTH", "EDUCATION", "PROTECTIVE_FACTORS", "POLICE_HISTORY", "INTELLIGENCE", "OFFENDERS_LINKED", "FAMILY_HISTORY");
    private static final Set<String> NEVER_TOLD = Set.of("POLICE_HISTORY", "INTELLIGENCE", "OFFENDERS_LINKED");

    private final AtomicLong keys = new AtomicLong();
    private final AtomicLong marks = new AtomicLong();

    @Override
    public String name() {
        return "family-packages";
    }

    @Override
    public String shows() {
        return "no family's copy holds a place, another child, or text that is not for the family";
    }

    /** A child of a meeting. */
    private record Child(int ref, UUID id, String first, String surname, String street) {}

    /** Something written: its mark, its place among the passages where it is one, whom it is about (0 for all), and why it is not for a family. */
    private record Source(String mark, int number, int ref, boolean isForFamily, boolean namesPlace, Set<Integer> names) {

        boolean isFor(Set<Integer> theirs, int all) {
            return isForFamily && !namesPlace && theirs.containsAll(names) && (ref == 0 ? theirs.size() == all : theirs.contains(ref));
        }
    }

    /** A meeting with minutes that went out. */
    private record Meeting(String path, List<Child> children, List<Source> passages, List<Source> actions, Map<String, UUID> actionIds, List<Source> voices) {}

    /** What was found over all copies. */
    private static final class Found {

        private final AtomicLong copies = new AtomicLong();
        private final AtomicLong refused = new AtomicLong();
        private final AtomicLong shown = new AtomicLong();
        private final AtomicLong notForFamily = new AtomicLong();
        private final AtomicLong places = new AtomicLong();
        private final AtomicLong otherChildren = new AtomicLong();
        private final AtomicLong lacking = new AtomicLong();
        private final AtomicLong wrongRefusals = new AtomicLong();
        private final AtomicLong released = new AtomicLong();
        private final AtomicLong otherThanRead = new AtomicLong();
    }

    @Override
    public List<Check> run(Terms terms) throws Exception {
        int meetings = Math.max(1, (terms.rounds() > 0 ? terms.rounds() : COPIES) / COPIES_A_MEETING);
        var found = new Found();
        try (var product = Product.start(terms.project(), 19_780, "-Dgolden-thread.no-story=true", "-Dgolden-thread.requests-a-minute=1000000"); var threads = Executors.newFixedThreadPool(3)) {
            var manager = new Person(product, DemoPeople.with(Role.FD_MANAGER)).of(1);
            var chair = new Person(product, DemoPeople.with(Role.CHAIR_SD)).of(1);
            var administrator = new Person(product, DemoPeople.with(Role.SYS_ADMIN)).of(1);
            for (var person : List.of(manager, chair)) {
                administrator.done("/v1/staff/" + person.id() + "/roles", key(), "{\"role\":\"%s\",\"agencyId\":\"%s\"}".formatted(person.who().role(), DemoPeople.SOCIAL_CARE));
            }
            await(() -> manager.command("/v1/contacts", "awaiting-role", "{}").status() == 400);
            manager.signIn();
            var running = new ArrayList<Callable<Boolean>>();
            for (int number = 0; number < meetings; number++) {
                var random = new Random(terms.seed() * 1_000_003 + number);
                running.add(() -> {
                    var meeting = hold(product, manager, random, terms.sabotage());
                    for (int copy = 1; copy <= COPIES_A_MEETING; copy++) {
                        copy(manager, chair, meeting, copy, random, found);
                    }
                    return true;
                });
            }
            for (var one : threads.invokeAll(running)) {
                one.get();
            }
        }
        return List.of(new Check("copies without text that is not for the family (" + found.refused.get() + " refused as put together first)", found.copies.get(), found.notForFamily.get()),
                new Check("copies without a place or a way to reach somebody", found.copies.get(), found.places.get()),
                new Check("copies without another child", found.copies.get(), found.otherChildren.get()),
                new Check("what was chosen and is for them stands in it (" + found.shown.get() + " texts)", found.shown.get(), found.lacking.get()),
                new Check("what was released is what was read", found.released.get(), found.otherThanRead.get()),
                new Check("what the rules refuse is not for the family", found.refused.get(), found.wrongRefusals.get()));
    }

    /** A meeting about one to four children of one family, whose minutes say of each what may be said to whom, and went out. */
    private Meeting hold(Product product, Person manager, Random random, boolean isSabotaged) throws Exception {
        var surname = word(random, 7);
        int count = 1 + random.nextInt(4);
        var streets = IntStream.range(0, count).mapToObj(n -> (1 + random.nextInt(90)) + " " + word(random, 8) + " Bottom").toList();
        var firsts = IntStream.range(0, count).mapToObj(n -> word(random, 2 + random.nextInt(5))).toList();
        var named = IntStream.range(0, count).mapToObj(n -> "{\"name\":\"%s %s\",\"address\":\"%s Southend\",\"dob\":\"2014-03-27\"}".formatted(firsts.get(n), surname, streets.get(n)))
                .collect(Collectors.joining(","));
        var contact = created(manager.done("/v1/contacts", key(), "{\"channel\":\"PHONE\",\"anonymous\":true,\"concern\":\"for the proof\",\"children\":[" + named + "]}"));
        for (int ref = 1; ref <= count; ref++) {
            manager.done("/v1/contacts/" + contact + "/matches", key(), "{\"ref\":" + ref + ",\"confidence\":100}");
        }
        var ids = childrenOf(product, contact);
        await(() -> registered(product, ids) == count);
        var children = IntStream.range(0, count).mapToObj(n -> new Child(n + 1, ids.get(n), firsts.get(n), surname, streets.get(n))).toList();
        var path = "/v1/meetings/" + created(manager.done("/v1/meetings", key(), """
                {"kind":"CIN","children":[%s],"purpose":"for the proof","format":"VIDEO","chairId":"%s","seats":[{"agencyId":"%s"}]}"""
                .formatted(ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")), DemoPeople.with(Role.CHAIR_SD).id(), DemoPeople.POLICE)));
        manager.done(path + "/attendance", key(), "{\"seat\":1,\"status\":\"PRESENT\",\"decisionAuthority\":true}");
        var voices = new ArrayList<Source>();
        for (int ref = 1; ref <= count; ref++) {
            var said = write(random, children, false);
            voices.add(new Source(said.mark(), 0, ref, true, said.namesPlace(), said.names()));
            manager.done(path + "/child-voices", key(), "{\"ref\":" + ref + ",\"source\":\"CHILD_SEEN_ALONE\",\"words\":\"" + said.words() + "\"}");
            manager.done(path + "/decisions", key(), "{\"ref\":" + ref + ",\"type\":\"HELP_GOES_ON\",\"decision\":\"CONTINUES\",\"rationale\":\"why not\"}");
        }
        var actions = new ArrayList<Source>();
        var actionIds = new LinkedHashMap<String, UUID>();
        for (int number = 0; number < 5; number++) {
            var text = write(random, children, isSabotaged && number == 0);
            int ref = 1 + random.nextInt(count);
            actions.add(new Source(text.mark(), 0, ref, true, text.namesPlace(), text.names()));
            actionIds.put(text.mark(), created(manager.done(path + "/actions", key(), """
                    {"refs":[%d],"description":"%s","ownerAgencyId":"%s","ownerName":"Sample","dueOn":"%s","measure":"Seen"}"""
                    .formatted(ref, text.words(), DemoPeople.POLICE, LocalDate.now(ZoneOffset.UTC).plusDays(20)))));
        }
        var passages = new ArrayList<Source>();
        var body = new ArrayList<String>();
        tell(product, manager, path, random, children, passages, body);
        for (int number = 0; number < 14; number++) {
            own(random, children, passages, body);
        }
        manager.done(path + "/closing", key(), "{}");
        await(() -> manager.command(path + "/minutes", key(), "{\"passages\":[" + String.join(",", body) + "]}").isDone());
        var minutes = WhenMeetingEndsThenOweMinutes.minutesOf(new MeetingId(UUID.fromString(path.substring("/v1/meetings/".length())))).value();
        manager.done(path + "/minutes/issues", key(), "{\"finalVersion\":false,\"contentHash\":\"%s\"}".formatted(payloads(product, "minutes-drafted", minutes).getLast().get("contentHash").asString()));
        await(() -> manager.page(path.substring(3) + "/minutes/family?children=1").status() == 200);
        return new Meeting(path, children, passages, actions, actionIds, voices);
    }

    /** What agencies told, then repeated in the minutes for everybody, or marked closer: some kinds are never for a family, whatever is marked. */
    private void tell(Product product, Person manager, String path, Random random, List<Child> children, List<Source> passages, List<String> body) throws Exception {
        var told = new ArrayList<Source>();
        for (int number = 0; number < 6; number++) {
            var category = TOLD.get(random.nextInt(TOLD.size()));
            boolean isSensitive = random.nextInt(5) == 0;
            var text = write(random, children, false);
            int ref = 1 + random.nextInt(children.size());
            manager.done(path + "/information", key(), "{\"agencyId\":\"%s\",\"ref\":%d,\"category\":\"%s\",\"text\":\"%s\",\"sensitivity\":\"%s\"}"
                    .formatted(DemoPeople.POLICE, ref, category, text.words(), isSensitive ? "SENSITIVE" : "STANDARD"));
            told.add(new Source(text.mark(), 0, ref, !isSensitive && !NEVER_TOLD.contains(category), text.namesPlace(), text.names()));
        }
        var shared = payloads(product, "information-shared", UUID.fromString(path.substring("/v1/meetings/".length())));
        for (int at = 0; at < told.size(); at++) {
            var handling = HANDLINGS.get(random.nextInt(HANDLINGS.size()));
            var one = told.get(at);
            passages.add(new Source(one.mark(), passages.size() + 1, one.ref(), one.isForFamily() && handling.equals("OPEN"), one.namesPlace(), one.names()));
            body.add("{\"ref\":%d,\"heading\":\"INFORMATION\",\"infoId\":\"%s\",\"handling\":\"%s\",\"ownerAgencyId\":\"%s\"}".formatted(one.ref(), shared.get(at).get("infoId").asString(), handling,
                    DemoPeople.POLICE));
        }
    }

    private void own(Random random, List<Child> children, List<Source> passages, List<String> body) {
        var handling = HANDLINGS.get(random.nextInt(HANDLINGS.size()));
        int ref = random.nextInt(children.size() + 1);
        var text = write(random, children, false);
        passages.add(new Source(text.mark(), passages.size() + 1, ref, handling.equals("OPEN"), text.namesPlace(), text.names()));
        body.add("{%s\"heading\":\"ANALYSIS\",\"text\":\"%s\",\"handling\":\"%s\"}".formatted(ref == 0 ? "" : "\"ref\":" + ref + ",", text.words(), handling));
    }

    private record Words(String mark, String words, boolean namesPlace, Set<Integer> names) {}

    /** A sentence with its mark; in three of ten a place or a way to reach somebody, in three of ten a child's name. */
    private Words write(Random random, List<Child> children, boolean isHidden) {
        var mark = "mark%07d".formatted(marks.incrementAndGet());
        var names = new TreeSet<Integer>();
        var text = new StringBuilder("We spoke about how the week went, " + mark + ".");
        boolean namesPlace = isHidden || random.nextInt(10) < 3;
        if (isHidden) {
            text.append(" He sleeps behind the blue boat shed.");
        } else if (namesPlace) {
            text.append(' ').append(place(random, children)).append('.');
        }
        if (random.nextInt(10) < 3) {
            var child = children.get(random.nextInt(children.size()));
            names.add(child.ref());
            text.append(random.nextBoolean() ? " " + child.first() + " said so." : " That is " + child.first().toUpperCase(java.util.Locale.UK) + "’s wish.");
        }
        return new Words(mark, text.toString(), namesPlace, names);
    }

    private static String place(Random random, List<Child> children) {
        var street = children.get(random.nextInt(children.size())).street();
        int n = 1 + random.nextInt(90);
        return switch (random.nextInt(13)) {
            case 0 -> "He is at SS%d %dXQ".formatted(1 + random.nextInt(9), random.nextInt(10));
            case 1 -> "He is at ss%d%dxq".formatted(1 + random.nextInt(9), random.nextInt(10));
            case 2 -> "They moved to " + n + " " + word(random, 6) + " Road";
            case 3 -> "It is the house in " + word(random, 6) + " Avenue";
            case 4 -> "Knock at flat " + n;
            case 5 -> "Seen at 51.%04d, 0.%04d".formatted(random.nextInt(10_000), random.nextInt(10_000));
            case 6 -> "///" + letters(random, 5) + "." + letters(random, 6) + "." + letters(random, 5);
            case 7 -> "Ring 07700 900%03d".formatted(random.nextInt(1_000));
            case 8 -> "Write to " + letters(random, 6) + "@refuge.example";
            case 9 -> "He still lives at " + street;
            case 10 -> "The bus stops near " + street.toUpperCase(java.util.Locale.UK);
            case 11 -> "It was in " + street.substring(street.indexOf(' ') + 1);
            default -> "Grid TQ %04d %04d".formatted(random.nextInt(10_000), random.nextInt(10_000));
        };
    }

    /** Somebody chooses for whom, ticks what they like, leaves out what they are told to, and looks at what came of it. */
    private void copy(Person manager, Person chair, Meeting meeting, int number, Random random, Found found) throws Exception {
        var theirs = new TreeSet<Integer>();
        meeting.children().stream().filter(child -> random.nextBoolean()).forEach(child -> theirs.add(child.ref()));
        if (theirs.isEmpty()) {
            theirs.add(1 + random.nextInt(meeting.children().size()));
        }
        var passages = new ArrayList<>(meeting.passages().stream().filter(one -> random.nextInt(10) < 8).toList());
        var actions = meeting.actions().stream().filter(one -> random.nextInt(10) < 8).toList();
        var relationship = random.nextBoolean() ? "MOTHER" : "CHILD";
        Person.Answer answer;
        while (true) {
            answer = manager.command(meeting.path() + "/minutes/family-copies", key(), """
                    {"version":1,"children":%s,"recipient":"Recipient","relationship":"%s","channel":"POST","passages":%s,"actions":[%s]}"""
                    .formatted(theirs, relationship, passages.stream().map(Source::number).toList(),
                            actions.stream().map(one -> "\"" + meeting.actionIds().get(one.mark()) + "\"").collect(Collectors.joining(","))));
            var barred = Pattern.compile("Passage (\\d+) isn't for this family").matcher(answer.body());
            if (answer.isDone() || !barred.find()) {
                break;
            }
            int which = Integer.parseInt(barred.group(1));
            var one = passages.stream().filter(source -> source.number() == which).findFirst().orElseThrow();
            found.refused.incrementAndGet();
            found.wrongRefusals.addAndGet(one.isFor(theirs, meeting.children().size()) ? 1 : 0);
            passages.remove(one);
        }
        if (!answer.isDone()) {
            throw new IllegalStateException("no copy: " + answer.status() + " " + answer.body());
        }
        var paper = paper(manager, meeting, number);
        check(paper, meeting, theirs, relationship, passages, actions, found);
        if (random.nextInt(3) == 0) {
            release(manager, chair, meeting, number, paper, found);
            check(paper(manager, meeting, number), meeting, theirs, relationship, passages, actions, found);
        }
    }

    /** Somebody else lets out what stands on the page: what is printed is that. */
    private void release(Person manager, Person chair, Meeting meeting, int number, String paper, Found found) throws Exception {
        var standing = marks(paper);
        var answer = chair.command(meeting.path() + "/minutes/family-copies/" + number + "/releases", key(), "{\"passages\":%s,\"decisions\":[],\"actions\":[%s],\"voice\":%b}".formatted(
                meeting.passages().stream().filter(one -> standing.contains(one.mark())).map(Source::number).toList(),
                meeting.actions().stream().filter(one -> standing.contains(one.mark())).map(one -> "\"" + meeting.actionIds().get(one.mark()) + "\"").collect(Collectors.joining(",")),
                meeting.voices().stream().anyMatch(one -> standing.contains(one.mark()))));
        if (standing.isEmpty() == answer.isDone()) {
            throw new IllegalStateException("not as it stood: " + answer.status() + " " + answer.body());
        }
        found.released.addAndGet(answer.isDone() ? 1 : 0);
        if (answer.isDone()) {
            await(() -> manager.page(meeting.path().substring(3) + "/minutes/family/" + number).body().contains("Released, to be given"));
            found.otherThanRead.addAndGet(marks(paper(manager, meeting, number)).equals(standing) ? 0 : 1);
        }
    }

    private static Set<String> marks(String paper) {
        return MARK.matcher(paper).results().map(java.util.regex.MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String paper(Person manager, Meeting meeting, int number) throws InterruptedException {
        var path = meeting.path().substring(3) + "/minutes/family/" + number;
        for (long until = System.nanoTime() + 20_000_000_000L; System.nanoTime() < until; ) {
            var page = manager.page(path);
            if (page.status() == 200) {
                var paper = PAPER.matcher(page.body());
                if (!paper.find()) {
                    throw new IllegalStateException("the page has no copy on it");
                }
                return paper.group();
            }
            LockSupport.parkNanos(10_000_000);
        }
        throw new IllegalStateException("the copy did not come: " + path);
    }

    private static void check(String paper, Meeting meeting, Set<Integer> theirs, String relationship, List<Source> passages, List<Source> actions, Found found) {
        int all = meeting.children().size();
        var byMark = new LinkedHashMap<String, Source>();
        meeting.passages().forEach(one -> byMark.put(one.mark(), one));
        meeting.actions().forEach(one -> byMark.put(one.mark(), one));
        meeting.voices().forEach(one -> byMark.put(one.mark(), new Source(one.mark(), 0, one.ref(), relationship.equals("CHILD") && theirs.size() == 1, one.namesPlace(), one.names())));
        found.copies.incrementAndGet();
        var standing = marks(paper);
        var sources = standing.stream().map(byMark::get).toList();
        found.notForFamily.addAndGet(sources.stream().anyMatch(one -> one == null || !one.isForFamily()) ? 1 : 0);
        found.places.addAndGet(sources.stream().anyMatch(one -> one != null && one.namesPlace()) || meeting.children().stream().anyMatch(child -> paper.contains(child.street())) ? 1 : 0);
        found.otherChildren.addAndGet(sources.stream().anyMatch(one -> one != null && !(theirs.containsAll(one.names()) && (one.ref() == 0 ? theirs.size() == all : theirs.contains(one.ref()))))
                || meeting.children().stream().anyMatch(child -> !theirs.contains(child.ref()) && paper.contains(child.first() + " " + child.surname())) ? 1 : 0);
        for (var chosen : List.of(passages, actions)) {
            for (var one : chosen) {
                if (one.isFor(theirs, all)) {
                    found.shown.incrementAndGet();
                    found.lacking.addAndGet(standing.contains(one.mark()) ? 0 : 1);
                }
            }
        }
    }

    private static List<UUID> childrenOf(Product product, UUID contact) throws Exception {
        return payloads(product, "contact-received", contact).getFirst().get("children").valueStream().map(child -> UUID.fromString(child.get("childId").asString())).toList();
    }

    private static long registered(Product product, List<UUID> children) throws Exception {
        long registered = 0;
        for (var child : children) {
            registered += payloads(product, "child-registered", child).size();
        }
        return registered;
    }

    private static List<JsonNode> payloads(Product product, String event, UUID stream) throws Exception {
        var payloads = new ArrayList<JsonNode>();
        try (var connection = product.machine().postgres().connect("ledger"); var query = connection.prepareStatement(
                "select payload from ledger.event where name = ? and stream = ? order by position")) {
            query.setString(1, event);
            query.setObject(2, stream);
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    payloads.add(JSON.readTree(new String(row.getBytes(1), StandardCharsets.UTF_8)));
                }
            }
        }
        return payloads;
    }

    /** A made-up word with a capital: no name of anybody. */
    private static String word(Random random, int length) {
        var letters = letters(random, length);
        return Character.toUpperCase(letters.charAt(0)) + letters.substring(1);
    }

    private static String letters(Random random, int length) {
        return random.ints(length, 0, 12).mapToObj(at -> "qxzvwjkfybgh".substring(at, at + 1)).collect(Collectors.joining());
    }

    private static UUID created(Person.Answer answer) {
        return UUID.fromString(JSON.readTree(answer.body()).get("id").asString());
    }

    private String key() {
        return "family-" + keys.incrementAndGet();
    }

    private static void await(Callable<Boolean> wanted) throws Exception {
        for (long until = System.nanoTime() + 30_000_000_000L; System.nanoTime() < until; ) {
            if (wanted.call()) {
                return;
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new IllegalStateException("it did not come about within 30 seconds");
    }
}

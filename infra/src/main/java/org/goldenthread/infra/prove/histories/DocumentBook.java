package org.goldenthread.infra.prove.histories;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One document of a meeting as its stored events tell it, and what must hold of each (domain 3e, rulings 3 and 4). */
final class DocumentBook {

    /** The one agency of which the settings that come with the product await that minutes stand in its own system. */
    private static final String POLICE = "a0000000-0000-4000-8000-000000000002";

    private final RuleBook book;
    private MeetingBook meeting;
    private int version;
    private List<String> told = List.of();
    private final Map<String, Copy> copies = new LinkedHashMap<>();
    private final MinutesBook minutes;
    private final FamilyBook family;
    private final Set<String> reported = new HashSet<>();
    private final Set<String> assessed = new HashSet<>();
    private final Set<String> destroyed = new HashSet<>();
    private final Set<Integer> resolved = new HashSet<>();
    private long stillToWithdraw;
    private int disputes;

    /** One version at one agency. */
    private static final class Copy {
        private final String agency;
        private final int version;
        private long due;
        private boolean opened;
        private boolean acknowledged;
        private boolean notForThem;
        private boolean recorded;
        private boolean overdue;
        private boolean undelivered;
        private boolean unrecorded;
        private final Set<Long> recordBy = new HashSet<>();
        private boolean withdrawn;
        private boolean wrongContent;
        private boolean added;
        private boolean delivered;
        private boolean byNoMail;
        private final Set<Integer> bounced = new HashSet<>();
        private int attempt = 1;
        private long owedBy;

        Copy(String agency, int version) {
            this.agency = agency;
            this.version = version;
        }
    }

    DocumentBook(RuleBook book) {
        this.book = book;
        this.meeting = new MeetingBook(book);
        this.minutes = new MinutesBook(book);
        this.family = new FamilyBook(book);
    }

    void read(LedgerLine e) {
        switch (e.name()) {
            case "decision-notice-issued" -> issued(e);
            case "minutes-owed" -> {
                meeting = book.meetings.getOrDefault(e.text("meetingId"), meeting);
                minutes.owed(e, meeting);
                family.owed(e);
            }
            case "minutes-issued" -> {
                minutes.issued(e, notForThem(), copies.values().stream().map(copy -> copy.agency).collect(Collectors.toSet()));
                version = e.number("version");
            }
            case "duty-added", "duty-waived", "minutes-drafted", "minutes-submitted", "minutes-returned", "minutes-approved", "minutes-corrected", "minutes-overdue" -> {
                minutes.read(e, meeting);
                if (e.name().equals("minutes-drafted")) {
                    family.written(e);
                }
            }
            case "family-copies-owed", "family-copy-prepared", "family-copy-released", "family-copy-returned", "family-copy-given", "family-copy-acknowledged", "family-copy-came-back",
                    "family-copy-withheld" -> family.read(e, version);
            case "distribution-queued" -> {
                minutes.queued(e);
                book.holds("each version goes once to each agency that is owed it, unless it was taken away and they were added again", e, e.number("version") == version
                        && copies.values().stream().noneMatch(copy -> copy.version == version && copy.agency.equals(e.text("agencyId")) && !copy.withdrawn && !copy.notForThem));
                if (version == 1 && !minutes.isMinutes() && e.text("owedAs").equals("ATTENDED")) {
                    book.holds("what goes to an agency because it came: it did", e, meeting.came(e.text("agencyId")));
                }
                copies.put(e.text("distributionId"), new Copy(e.text("agencyId"), version));
                copyOf(e).owedBy = e.moment("dueBy");
                copyOf(e).added = e.text("owedAs").equals("ADDED");
            }
            case "distribution-sent" -> {
                book.holds("what is sent was to go there", e, isOf(e));
                copyOf(e).byNoMail |= e.text("channel").equals("PORTAL") || e.text("channel").equals("IN_MEETING_HANDOVER");
            }
            case "distribution-delivered" -> {
                book.holds("what is delivered was to go there, and has its time to be acknowledged", e, isOf(e)
                        && e.due("acknowledgement") == LedgerLine.endOf(RuleBook.workingDayAfter(LedgerLine.dayOf(e.moment("deliveredAt")), 2)));
                book.holds("what is there is delivered once, and once more where it came by a mail, until it comes back", e, !copyOf(e).delivered || !copyOf(e).byNoMail);
                copyOf(e).byNoMail |= copyOf(e).delivered;
                copyOf(e).due = copyOf(e).delivered ? Math.min(copyOf(e).due, e.due("acknowledgement")) : e.due("acknowledgement");
                copyOf(e).delivered = true;
                copyOf(e).recordBy.add(LedgerLine.endOf(RuleBook.workingDayAfter(LedgerLine.dayOf(e.moment("deliveredAt")), 5)));
            }
            case "distribution-opened" -> {
                book.holds("an agency opens its own copy, and the first time is told once", e, isOwn(e) && !copyOf(e).opened);
                copyOf(e).opened = true;
            }
            case "distribution-acknowledged" -> {
                book.holds("an agency alone says that it has its copy, once", e, isOwn(e) && !copyOf(e).acknowledged);
                copyOf(e).acknowledged = true;
                copyOf(e).notForThem = e.text("statement").equals("RECEIVED_NOT_FOR_ME");
            }
            case "distribution-recorded" -> {
                book.holds("an agency alone says that its copy stands in its own system, once", e, isOwn(e) && !copyOf(e).recorded);
                copyOf(e).recorded = true;
            }
            case "distribution-overdue" -> overdue(e);
            case "distribution-bounced" -> {
                book.holds("a copy comes back once an attempt", e, isOf(e) && e.number("attempt") <= copyOf(e).attempt && copyOf(e).bounced.add(e.number("attempt")));
                copyOf(e).byNoMail = false;
                if (!copyOf(e).opened && !copyOf(e).acknowledged && !copyOf(e).recorded) {
                    copyOf(e).delivered = false;
                    copyOf(e).due = 0;
                }
            }
            case "distribution-failed" -> book.holds("what could not be sent was to go there", e, isOf(e) && e.number("attempt") == copyOf(e).attempt);
            case "distribution-resent" -> {
                book.holds("attempts count 1, 2, 3 ... and nothing goes to who may not have it", e, isOf(e) && e.number("attempt") == copyOf(e).attempt + 1 && !copyOf(e).withdrawn);
                copyOf(e).attempt++;
            }
            case "wrong-recipient-reported" -> {
                book.holds("what went to the wrong agency was sent there, and is reported once while they have it", e, isOf(e) && (!reported.contains(e.text("agencyId")) || !copyOf(e).withdrawn));
                reported.add(e.text("agencyId"));
                assessed.remove(e.text("agencyId"));
                destroyed.remove(e.text("agencyId"));
                stillToWithdraw = copies.values().stream().filter(copy -> copy.agency.equals(e.text("agencyId")) && !copy.withdrawn).count();
            }
            case "breach-assessment-required" -> book.holds("a breach has 72 hours from its report", e, reported.contains(e.text("agencyId"))
                    && e.moment("icoDueAt") - e.recordedAt() <= 72 * 3_600_000L && e.moment("icoDueAt") - e.recordedAt() > 72 * 3_600_000L - 60_000);
            case "breach-assessed" -> book.holds("a breach is assessed once", e, reported.contains(e.text("agencyId")) && assessed.add(e.text("agencyId")));
            case "distribution-withdrawn" -> {
                book.holds("a copy is taken away once", e, isOf(e) && !copyOf(e).withdrawn);
                copyOf(e).withdrawn = true;
                copyOf(e).wrongContent = e.text("reason").equals("WRONG_CONTENT");
                stillToWithdraw = Math.max(0, stillToWithdraw - 1);
            }
            case "destruction-confirmed" -> {
                book.holds("who destroyed it was sent it, and says so once", e, copies.values().stream().anyMatch(copy -> copy.agency.equals(e.text("agencyId"))) && destroyed.add(e.text("agencyId")));
                book.holds("what went to the wrong agency is taken away at once, in every version", e, stillToWithdraw == 0);
            }
            case "recipient-added" -> {
                var last = last(e.text("agencyId"));
                book.holds("an agency is added with a reason, where it has no copy, or none that is for it", e, !book.open(e, "/reason").isBlank()
                        && (last == null || last.withdrawn || notForThem().contains(e.text("agencyId"))));
                destroyed.remove(e.text("agencyId"));
                minutes.included(e.text("agencyId"));
            }
            case "minutes-disputed" -> book.holds("who disputes minutes has them; disputes count 1, 2, 3 ...", e, minutes.isMinutes() && e.agency().equals(e.text("agencyId"))
                    && copies.values().stream().anyMatch(copy -> copy.agency.equals(e.text("agencyId")) && copy.version == e.number("version") && !copy.withdrawn)
                    && e.number("dispute") == ++disputes);
            case "dispute-resolved" -> book.holds("a dispute is resolved once", e, e.number("dispute") <= disputes && resolved.add(e.number("dispute")));
            default -> book.holds("every event of a document is one of those it may have", e, false);
        }
    }

    private void issued(LedgerLine e) {
        meeting = book.meetings.getOrDefault(e.text("meetingId"), meeting);
        book.holds("versions of a notice count 1, 2, 3 ... and only once its meeting has ended", e, e.number("version") == version + 1 && meeting.hasEnded());
        var decisions = new TreeSet<>(e.texts("decisions"));
        book.holds("a notice tells every decision of its meeting so far, and a later one more than the one before", e, decisions.equals(new TreeSet<>(meeting.decisions()))
                && decisions.containsAll(told) && (version == 0 || decisions.size() > told.size()));
        book.holds("a notice is about the children of its meeting", e, e.texts("about").equals(meeting.children()));
        version = e.number("version");
        told = e.texts("decisions");
    }

    private void overdue(LedgerLine e) {
        var copy = copyOf(e);
        if (e.text("missing").equals("NOT_DELIVERED")) {
            boolean replaced = copies.values().stream().anyMatch(other -> other.agency.equals(copy.agency) && other.version > copy.version);
            book.holds("that it isn't there is told once, when it was owed, and not where somebody there said that it is", e, !copy.delivered && !copy.acknowledged
                    && !copy.recorded && !copy.undelivered && !copy.withdrawn && !replaced && e.moment("dueBy") == copy.owedBy && e.recordedAt() >= copy.owedBy);
            copy.undelivered = true;
            return;
        }
        if (e.text("missing").equals("NOT_RECORDED")) {
            boolean replaced = copies.values().stream().anyMatch(other -> other.agency.equals(copy.agency) && other.version > copy.version);
            book.holds("that minutes aren't in an agency's own system is told once, of the police alone, five working days after they came", e, minutes.isMinutes() && copy.delivered && !copy.recorded
                    && !copy.notForThem && !copy.unrecorded && !copy.withdrawn && !replaced && copy.agency.equals(POLICE) && copy.recordBy.contains(e.moment("dueBy")) && e.recordedAt() >= e.moment("dueBy"));
            copy.unrecorded = true;
            return;
        }
        boolean settled = copies.values().stream().anyMatch(other -> other.agency.equals(copy.agency) && other.version > copy.version);
        book.holds("silence is told once, when its time is up, of the newest copy", e, !copy.acknowledged && !copy.overdue && !settled && !copy.withdrawn
                && e.moment("dueBy") == copy.due && e.recordedAt() >= copy.due);
        copy.overdue = true;
    }

    private boolean isAddedAfter(Copy copy) {
        return copies.values().stream().dropWhile(one -> one != copy).skip(1).anyMatch(one -> one.agency.equals(copy.agency) && one.added);
    }

    private @Nullable Copy last(String agency) {
        return copies.values().stream().filter(copy -> copy.agency.equals(agency)).reduce((one, later) -> later).orElse(null);
    }

    /** Agencies whose last answer, by version, was that it isn't for them. */
    private Set<String> notForThem() {
        var all = new HashSet<String>();
        copies.values().stream().map(copy -> copy.agency).distinct().forEach(agency -> {
            var newest = last(agency);
            var answered = copies.values().stream().filter(copy -> copy.agency.equals(agency) && copy.acknowledged).reduce((one, later) -> later).orElse(null);
            if (newest != null && ((newest.withdrawn && !newest.wrongContent) || (answered != null && answered.notForThem && !isAddedAfter(answered)))) {
                all.add(agency);
            }
        });
        return all;
    }

    /** Every agency that was to be sent a version of the minutes was. */
    void checkMinutes(LedgerLine last) {
        var sent = new HashMap<Integer, Set<String>>();
        copies.values().forEach(copy -> sent.computeIfAbsent(copy.version, number -> new HashSet<>()).add(copy.agency));
        minutes.check(last, sent);
    }

    /** After the end of a meeting, every agency that is owed its decisions has been sent them. */
    void check(LedgerLine closed, Set<String> owed) {
        var sent = new HashSet<String>();
        copies.values().stream().filter(copy -> copy.version == 1).forEach(copy -> sent.add(copy.agency));
        book.holds("every agency that is owed the decisions when a meeting closes is sent them", closed, sent.containsAll(owed));
    }

    private boolean isOf(LedgerLine e) {
        var copy = copies.get(e.text("distributionId"));
        return copy != null && copy.agency.equals(e.text("agencyId")) && copy.version == e.number("version");
    }

    private boolean isOwn(LedgerLine e) {
        return isOf(e) && e.agency().equals(e.text("agencyId")) && !copyOf(e).withdrawn;
    }

    private Copy copyOf(LedgerLine e) {
        return copies.getOrDefault(e.text("distributionId"), new Copy("", 0));
    }
}

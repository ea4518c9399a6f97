package org.goldenthread.infra.prove.histories;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One agreed action as its stored events tell it, and what must hold of each (domain 3f, ruling 12). */
final class ActionBook {

    private static final Set<String> CHAIRS = Set.of("CHAIR_SD", "TEAM_MANAGER", "FD_MANAGER", "EDT");
    private static final Set<String> OPEN = Set.of("AGREED", "ACCEPTED", "DECLINED", "CONTESTED");

    private final RuleBook book;
    private String id = "";
    private String owner = "";
    private String state = "";
    private LocalDate dueOn = LocalDate.EPOCH;
    private long dueBy;
    private int extensions;
    private List<String> about = List.of();
    private final Set<String> escalated = new HashSet<>();

    ActionBook(RuleBook book) {
        this.book = book;
    }

    long dueBy() {
        return dueBy;
    }

    boolean isOpenFor(List<String> children) {
        return OPEN.contains(state) && about.stream().anyMatch(children::contains);
    }

    private boolean comesBefore(ActionBook other, String child, long now) {
        return isOpenFor(List.of(child)) && owner.equals(other.owner) && dueBy < now && (dueBy < other.dueBy || (dueBy == other.dueBy && id.compareTo(other.id) < 0));
    }

    void read(LedgerLine e) {
        if (isOver()) {
            book.holds("nothing follows a confirmed or cancelled action", e, false);
        }
        boolean owns = e.agency().equals(owner);
        switch (e.name()) {
            case "action-agreed" -> agreed(e);
            case "action-owner-named" -> {
                book.holds("only the owning agency takes it on, declines, attests it or names who does it", e, owns && e.text("agencyId").equals(owner));
                book.holds("an owner is one person, or a role to be named by the end of the next working day; 'all' is nobody", e, !isNobody(book.open(e, "/name")));
            }
            case "action-accepted" -> owned(e, owns, state.equals("AGREED") || state.equals("DECLINED"), "ACCEPTED");
            case "action-declined" -> owned(e, owns, state.equals("AGREED"), "DECLINED");
            case "action-progressed" -> { }
            case "action-completed" -> completed(e, owns);
            case "action-verified" -> judged(e, owns, state.equals("COMPLETED") || state.equals("CONTESTED"), "VERIFIED");
            case "action-contested" -> {
                book.holds("a contested action is due by its old time", e, e.moment("dueBy") == dueBy);
                judged(e, owns, state.equals("COMPLETED"), "CONTESTED");
            }
            case "action-extended" -> extended(e, owns);
            case "action-reassigned" -> reassigned(e);
            case "action-escalated" -> escalated(e);
            case "action-cancelled" -> state = "CANCELLED";
            default -> book.holds("every event of an action is one of those it may have", e, false);
        }
        if (isOver()) {
            book.holds("nothing follows a confirmed or cancelled action", e, true);
        }
    }

    private boolean isOver() {
        return state.equals("VERIFIED") || state.equals("CANCELLED");
    }

    private void agreed(LedgerLine e) {
        book.holds("an action is agreed once", e, state.isEmpty());
        id = e.stream();
        var meeting = book.meetings.get(e.text("meetingId"));
        about = e.texts("about");
        book.holds("an action is for children of its meeting, and by a decision of it where it names one", e, meeting != null && !about.isEmpty()
                && meeting.children().containsAll(about)
                && about.size() == new HashSet<>(about).size() && (!e.has("decisionId") || meeting.hasDecision(e.text("decisionId"))));
        dueOn = e.day("dueOn");
        dueBy = e.moment("dueBy");
        book.holds("an action is due on the meeting day or later, by the day's last second", e,
                meeting != null && !dueOn.isBefore(LedgerLine.dayOf(meeting.startsAt())) && dueBy == LedgerLine.endOf(dueOn));
        var inTheWay = new TreeSet<String>();
        if (RandomActions.NO_DEED.contains(book.open(e, "/description"))) {
            inTheWay.add("E-STR-09");
        }
        if (!e.has("measure")) {
            inTheWay.add("E-ACT-06");
        }
        if (e.has("risk") && about.stream().anyMatch(child -> !book.risks.contains(child + e.text("risk")))) {
            inTheWay.add("E-ACT-03");
        }
        if (inTheWay.isEmpty()) {
            book.holds("nothing is set aside of an action that is plain", e, e.setAside().isEmpty());
        } else {
            book.holds("vague, unmeasured or matching no risk: agreed only with just those rules set aside", e, inTheWay.equals(new TreeSet<>(e.setAside())));
        }
        own(e);
        if (meeting != null) {
            meeting.agreed();
        }
    }

    private void own(LedgerLine e) {
        var given = e.payload().get("owner");
        owner = given.get("agencyId").asString();
        state = "AGREED";
        boolean one = given.has("name") ? !given.has("toBeNamedBy") && !isNobody(book.open(e, "/owner/name"))
                : given.has("role") && !isNobody(book.open(e, "/owner/role")) && given.has("toBeNamedBy")
                        && LedgerLine.moment(given.get("toBeNamedBy")) == LedgerLine.endOf(RuleBook.workingDayAfter(LedgerLine.dayOf(e.recordedAt()), 1));
        book.holds("an owner is one person, or a role to be named by the end of the next working day; 'all' is nobody", e, one);
    }

    private static boolean isNobody(String name) {
        return RandomActions.NOBODY.contains(name);
    }

    private void owned(LedgerLine e, boolean owns, boolean inOrder, String next) {
        book.holds("only the owning agency takes it on, declines, attests it or names who does it", e, owns && e.text("agencyId").equals(owner));
        book.holds("an action is taken on while agreed or declined, and declined while agreed", e, inOrder);
        state = next;
    }

    private void completed(LedgerLine e, boolean owns) {
        book.holds("only the owning agency takes it on, declines, attests it or names who does it", e, owns && e.text("agencyId").equals(owner));
        book.holds("an action is attested once until it is contested, and not in the future", e, !state.equals("COMPLETED") && e.moment("completedAt") <= e.recordedAt());
        book.holds("working days late are those after the due day", e,
                e.number("workingDaysLate") == RuleBook.workingDaysLate(dueOn, LedgerLine.dayOf(e.moment("completedAt"))));
        state = "COMPLETED";
    }

    private void judged(LedgerLine e, boolean owns, boolean inOrder, String next) {
        book.holds("another agency confirms or contests, and only what was attested", e, !owns && inOrder && e.text("agencyId").equals(e.agency()));
        state = next;
    }

    private void extended(LedgerLine e, boolean owns) {
        book.holds("more time is for an open action, to a later day, by its last second, counted", e, OPEN.contains(state) && e.day("newDueOn").isAfter(dueOn)
                && e.moment("newDueBy") == LedgerLine.endOf(e.day("newDueOn")) && e.number("count") == extensions + 1);
        book.holds("more time is agreed by another agency, or by one who chairs", e, !owns || CHAIRS.contains(e.role()));
        extensions++;
        dueOn = e.day("newDueOn");
        dueBy = e.moment("newDueBy");
    }

    private void reassigned(LedgerLine e) {
        book.holds("an open action is given on by the agency that had it", e, OPEN.contains(state) && e.text("previousAgencyId").equals(owner));
        book.holds("who it is given to has the time it had", e, e.moment("dueBy") == dueBy);
        escalated.clear();
        own(e);
    }

    private void escalated(LedgerLine e) {
        var why = e.text("why");
        book.holds("an action is told to its agency's lead once for each lateness and due time, while open", e,
                OPEN.contains(state) && e.moment("dueBy") == dueBy && e.text("agencyId").equals(owner) && escalated.add(why + dueBy));
        int late = RuleBook.workingDaysLate(dueOn, LedgerLine.dayOf(e.recordedAt()));
        book.holds("working days late are those after the due day", e, e.number("workingDaysLate") == late);
        if (why.equals("TEN_WORKING_DAYS")) {
            book.holds("told as ten working days late: it is", e, late >= 10);
        } else {
            book.holds("told as the third overdue: two of its agency come before it, for one child", e, e.recordedAt() > dueBy && about.stream()
                    .anyMatch(child -> book.actions.values().stream().filter(one -> one.comesBefore(this, child, e.recordedAt())).count() >= 2));
        }
    }
}

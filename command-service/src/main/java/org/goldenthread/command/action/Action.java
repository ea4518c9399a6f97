package org.goldenthread.command.action;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.goldenthread.command.action.ActionCommand.AcceptAction;
import org.goldenthread.command.action.ActionCommand.AgreeAction;
import org.goldenthread.command.action.ActionCommand.CancelAction;
import org.goldenthread.command.action.ActionCommand.CompleteAction;
import org.goldenthread.command.action.ActionCommand.ContestAction;
import org.goldenthread.command.action.ActionCommand.DeclineAction;
import org.goldenthread.command.action.ActionCommand.EscalateAction;
import org.goldenthread.command.action.ActionCommand.ExtendAction;
import org.goldenthread.command.action.ActionCommand.NameOwner;
import org.goldenthread.command.action.ActionCommand.ProgressAction;
import org.goldenthread.command.action.ActionCommand.ReassignAction;
import org.goldenthread.command.action.ActionCommand.VerifyAction;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.events.Role;
import org.goldenthread.events.RuleOverride;
import org.goldenthread.events.action.ActionEvent;
import org.goldenthread.events.action.ActionEvent.ActionAccepted;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.ActionCancelled;
import org.goldenthread.events.action.ActionEvent.ActionCompleted;
import org.goldenthread.events.action.ActionEvent.ActionContested;
import org.goldenthread.events.action.ActionEvent.ActionDeclined;
import org.goldenthread.events.action.ActionEvent.ActionEscalated;
import org.goldenthread.events.action.ActionEvent.ActionExtended;
import org.goldenthread.events.action.ActionEvent.ActionOwnerNamed;
import org.goldenthread.events.action.ActionEvent.ActionProgressed;
import org.goldenthread.events.action.ActionEvent.ActionReassigned;
import org.goldenthread.events.action.ActionEvent.ActionVerified;
import org.goldenthread.events.action.ActionEvent.Lateness;
import org.goldenthread.events.action.ActionEvent.Owner;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.jspecify.annotations.Nullable;

/** The rules of an agreed action, and as much of its past as they need. */
record Action(State state, AgencyId owner, LocalDate dueOn, Instant dueBy, int extensions, List<ChildId> about, Set<Escalated> escalations) {

    static final Action NONE = new Action(State.AGREED, new AgencyId(new UUID(0, 0)), LocalDate.EPOCH, Instant.EPOCH, 0, List.of(), Set.of());

    /** How many working days late an action is when its agency's lead is told (domain 3f). */
    static final int LATE_ENOUGH = 10;

    /** How many actions of one agency for one child are overdue together when its lead is told (domain 3f). */
    static final int MANY_ENOUGH = 3;

    /** Who may give more time to an action of their own agency: those who chair. */
    private static final Set<Role> CHAIRS = EnumSet.of(Role.CHAIR_SD, Role.TEAM_MANAGER, Role.FD_MANAGER, Role.EDT);

    private static final Pattern NOBODY = Pattern.compile("(?i)\\s*(all|everyone|everybody|professionals?|partners|agencies|all (agencies|professionals|partners|to .*)|tbc|tbd|n/?a|-|\\?+)\\s*");
    private static final Pattern NO_DEED = Pattern.compile("(?i).*\\b(professionals|all|everyone|agencies|partners|school|police|health)\\b.{0,12}\\b(to|will|should) (continue to )?(monitor|be aware|note|keep an eye)\\b.*");

    /** Where it stands. */
    enum State {
        AGREED, ACCEPTED, DECLINED, COMPLETED, CONTESTED, VERIFIED, CANCELLED;

        boolean isOver() {
            return this == VERIFIED || this == CANCELLED;
        }

        boolean isOpen() {
            return this == AGREED || this == ACCEPTED || this == DECLINED || this == CONTESTED;
        }
    }

    /** That its agency's lead was told of a lateness, for a due time. */
    record Escalated(Lateness why, Instant dueBy) {}

    Decided decide(ActionCommand command, Known known, Instant now) {
        if (state.isOver()) {
            return notNow();
        }
        boolean owns = known.actor().agencyId().equals(owner);
        return switch (command) {
            case AgreeAction c -> agree(c, known, now);
            case NameOwner c -> !owns ? refused(ActionRule.NOT_THE_OWNER) : NOBODY.matcher(c.name()).matches() ? refused(ActionRule.NOBODY_NAMED)
                    : accepted(new ActionOwnerNamed(c.actionId(), owner, text(c.actionId(), c.name()), about));
            case AcceptAction c -> !owns ? refused(ActionRule.NOT_THE_OWNER) : state != State.AGREED && state != State.DECLINED ? notNow()
                    : accepted(new ActionAccepted(c.actionId(), owner, about));
            case DeclineAction c -> !owns ? refused(ActionRule.NOT_THE_OWNER) : state != State.AGREED ? notNow()
                    : accepted(new ActionDeclined(c.actionId(), owner, c.reason(), about));
            case ProgressAction c -> accepted(new ActionProgressed(c.actionId(), c.note(), about));
            case CompleteAction c -> complete(c, owns, now);
            case VerifyAction c -> owns ? refused(ActionRule.OWN_WORK) : state != State.COMPLETED && state != State.CONTESTED ? refused(ActionRule.NOT_DONE)
                    : accepted(new ActionVerified(c.actionId(), known.actor().agencyId(), c.note(), about));
            case ContestAction c -> owns ? refused(ActionRule.OWN_WORK) : state != State.COMPLETED ? refused(ActionRule.NOT_DONE)
                    : accepted(new ActionContested(c.actionId(), known.actor().agencyId(), c.reason(), dueBy, about));
            case ExtendAction c -> extend(c, owns, known);
            case ReassignAction c -> reassign(c, now);
            case CancelAction c -> accepted(new ActionCancelled(c.actionId(), c.reason(), about));
            case EscalateAction c -> escalate(c, known, now);
        };
    }

    private Decided agree(AgreeAction c, Known known, Instant now) {
        var meeting = known.meetings().meeting(c.meetingId()).orElse(null);
        if (meeting == null) {
            return refused(ActionRule.NO_SUCH_MEETING);
        }
        var children = meeting.children();
        for (int ref : c.refs()) {
            if (ref < 1 || ref > children.size()) {
                return new Decided.Refused(new Remark(ActionRule.NO_SUCH_CHILD, Map.of("ref", "" + ref, "count", "" + children.size())));
            }
        }
        if (isNobody(c.ownerName(), c.ownerRole())) {
            return refused(ActionRule.NOBODY_NAMED);
        }
        if (c.decisionId() != null && !meeting.decisions().contains(c.decisionId())) {
            return refused(ActionRule.NO_SUCH_DECISION);
        }
        if (c.dueOn().isBefore(WorkingCalendar.dayOf(meeting.startsAt()))) {
            return refused(ActionRule.DUE_BEFORE_THE_MEETING);
        }
        var named = c.refs().isEmpty() ? children : c.refs().stream().distinct().map(ref -> children.get(ref - 1)).toList();
        var inTheWay = new ArrayList<ActionRule>();
        if (NO_DEED.matcher(c.description().replace('\n', ' ')).matches()) {
            inTheWay.add(ActionRule.NO_ACTION);
        }
        if (c.measure() == null) {
            inTheWay.add(ActionRule.NO_MEASURE);
        }
        var unmatched = c.risk() == null ? null : named.stream().filter(child -> !known.meetings().hasRisk(child, c.risk())).findFirst().orElse(null);
        if (unmatched != null) {
            inTheWay.add(ActionRule.MATCHES_NO_RISK);
        }
        if (!inTheWay.isEmpty() && !isSetAside(inTheWay, known)) {
            return inTheWay.getFirst() == ActionRule.MATCHES_NO_RISK && unmatched != null
                    ? refused(ActionRule.MATCHES_NO_RISK, "ref", children.indexOf(unmatched) + 1) : refused(inTheWay.getFirst());
        }
        return accepted(new ActionAgreed(c.actionId(), c.meetingId(), c.decisionId(), named, c.risk(), text(c.actionId(), c.description()),
                owner(c.actionId(), c.ownerAgencyId(), c.ownerName(), c.ownerRole(), now), c.dueOn(), endOf(c.dueOn()),
                c.measure() == null ? null : text(c.actionId(), c.measure()))).settingAside(inTheWay);
    }

    private Decided complete(CompleteAction c, boolean owns, Instant now) {
        if (!owns) {
            return refused(ActionRule.NOT_THE_OWNER);
        }
        if (c.completedAt().isAfter(now)) {
            return refused(ActionRule.IN_THE_FUTURE);
        }
        return state == State.COMPLETED ? notNow() : accepted(new ActionCompleted(c.actionId(), owner, c.completedAt(), c.outcome(), c.evidence(), c.effectOnRisk(),
                workingDaysLate(dueOn, c.completedAt()), about));
    }

    private Decided extend(ExtendAction c, boolean owns, Known known) {
        if (!state.isOpen()) {
            return notNow();
        }
        if (owns && !CHAIRS.contains(known.actor().role())) {
            return refused(ActionRule.OWN_EXTENSION);
        }
        return !c.newDueOn().isAfter(dueOn) ? refused(ActionRule.NOT_LATER)
                : accepted(new ActionExtended(c.actionId(), c.newDueOn(), endOf(c.newDueOn()), c.reason(), extensions + 1, about))
                        .warnIf(extensions >= 1, Remark.of(ActionRule.EXTENDED_TWICE, "count", extensions + 1));
    }

    private Decided reassign(ReassignAction c, Instant now) {
        if (!state.isOpen()) {
            return notNow();
        }
        return isNobody(c.ownerName(), c.ownerRole()) ? refused(ActionRule.NOBODY_NAMED)
                : accepted(new ActionReassigned(c.actionId(), owner, owner(c.actionId(), c.ownerAgencyId(), c.ownerName(), c.ownerRole(), now), dueBy, c.reason(), about));
    }

    private Decided escalate(EscalateAction c, Known known, Instant now) {
        int late = workingDaysLate(dueOn, now);
        return !state.isOpen() || escalations.contains(new Escalated(c.why(), dueBy)) || !isLateEnough(c.actionId(), c.why(), known, now)
                ? refused(ActionRule.NOT_LATE_ENOUGH) : accepted(new ActionEscalated(c.actionId(), owner, c.why(), dueBy, late, about));
    }

    private boolean isLateEnough(ActionId actionId, Lateness why, Known known, Instant now) {
        return switch (why) {
            case TEN_WORKING_DAYS -> !now.isBefore(lateFrom(dueBy));
            case THREE_OVERDUE -> now.isAfter(dueBy) && about.stream()
                    .anyMatch(child -> known.meetings().overdueBefore(actionId, owner, child, dueBy, now) >= MANY_ENOUGH - 1);
        };
    }

    /** When ten whole working days have passed since it was due: a timer of an earlier due time that is late itself must not come before it. */
    static Instant lateFrom(Instant dueBy) {
        return WorkingCalendar.englandAndWales().endOfWorkingDay(dueBy, LATE_ENOUGH);
    }

    private Decided notNow() {
        return refused(ActionRule.NOT_NOW, "state", state.name().toLowerCase(Locale.UK));
    }

    private static boolean isNobody(@Nullable String name, @Nullable String role) {
        return name == null ? role == null || NOBODY.matcher(role).matches() : NOBODY.matcher(name).matches();
    }

    private static Owner owner(ActionId action, AgencyId agency, @Nullable String name, @Nullable String role, Instant now) {
        var calendar = WorkingCalendar.englandAndWales();
        return new Owner(agency, name == null ? null : text(action, name), role == null ? null : text(action, role),
                name == null ? calendar.endOfDay(calendar.workingDayAfter(WorkingCalendar.dayOf(now), 1)) : null);
    }

    private static boolean isSetAside(List<ActionRule> inTheWay, Known known) {
        var override = known.override();
        return override != null && (override.reasonCode() == RuleOverride.ReasonCode.COULD_NOT_WAIT
                || inTheWay.stream().allMatch(rule -> override.rules().contains(rule.id())));
    }

    static int workingDaysLate(LocalDate dueOn, Instant at) {
        var day = WorkingCalendar.dayOf(at);
        return day.isAfter(dueOn) ? WorkingCalendar.englandAndWales().workingDaysBetween(dueOn, day) : 0;
    }

    private static Instant endOf(LocalDate day) {
        return WorkingCalendar.englandAndWales().endOfDay(day);
    }

    private static PersonalText text(ActionId action, String clear) {
        return PersonalText.of(action.value(), clear);
    }

    Action evolve(ActionEvent event) {
        return switch (event) {
            case ActionAgreed e -> new Action(State.AGREED, e.owner().agencyId(), e.dueOn(), e.dueBy(), 0, e.about(), Set.of());
            case ActionOwnerNamed e -> this;
            case ActionAccepted e -> in(State.ACCEPTED);
            case ActionDeclined e -> in(State.DECLINED);
            case ActionProgressed e -> this;
            case ActionCompleted e -> in(State.COMPLETED);
            case ActionVerified e -> in(State.VERIFIED);
            case ActionContested e -> in(State.CONTESTED);
            case ActionExtended e -> new Action(state, owner, e.newDueOn(), e.newDueBy(), e.count(), about, escalations);
            case ActionReassigned e -> new Action(State.AGREED, e.owner().agencyId(), dueOn, dueBy, extensions, about, Set.of());
            case ActionEscalated e -> new Action(state, owner, dueOn, dueBy, extensions, about, Stream.concat(escalations.stream(),
                    Stream.of(new Escalated(e.why(), e.dueBy()))).collect(Collectors.toUnmodifiableSet()));
            case ActionCancelled e -> in(State.CANCELLED);
        };
    }

    private Action in(State next) {
        return new Action(next, owner, dueOn, dueBy, extensions, about, escalations);
    }
}

package org.goldenthread.command.meeting;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Known;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.command.meeting.MeetingCommand.CloseMeeting;
import org.goldenthread.command.meeting.MeetingPast.Chair;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Document;
import org.goldenthread.events.meeting.MeetingEvent.Duty;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.MeetingClosed;
import org.goldenthread.events.meeting.MeetingEvent.RecipientClass;
import org.goldenthread.events.values.CorePart;
import org.jspecify.annotations.Nullable;

/** The rules of ending a meeting: what its record must hold, whether it was quorate, and who is owed what from then on (ruling 3). */
record Closing(MeetingPast past, KindRules rules) {

    static Closing of(MeetingPast past) {
        return new Closing(past, KindRules.of(past.kind()));
    }

    Decided decide(CloseMeeting c, Known known, Instant now) {
        var fault = faultOf(c, now);
        if (fault != null) {
            return fault;
        }
        var inTheWay = new ArrayList<MeetingRule>();
        long late = past.decisions().stream().filter(one -> one.at() != null && one.at().isAfter(c.endedAt())).count();
        if (late > 0) {
            inTheWay.add(MeetingRule.DECIDED_AFTER_THE_END);
        }
        var silent = silent();
        if (!silent.isEmpty()) {
            inTheWay.add(MeetingRule.NO_POSITIONS);
        }
        var override = known.override();
        for (var rule : inTheWay) {
            if (override == null || !override.rules().contains(rule.id())) {
                return rule == MeetingRule.NO_POSITIONS ? refused(rule, "silent", said(silent)) : refused(rule, "count", late);
            }
        }
        var settings = known.settingsAt(c.endedAt());
        var missing = rules.quorum().stream().filter(part -> !past.isThere(part)).sorted().toList();
        var notice = settings.start(rules.notice(), c.endedAt());
        var minutes = settings.start(rules.minutes(), c.endedAt());
        var agreed = known.meetings().agreedIn(c.meetingId());
        long undone = past.decisions().stream().filter(one -> !one.replaced() && one.answer() == Answer.YES && !agreed.carriedOut().contains(one.id())).count();
        return accepted(new MeetingClosed(c.meetingId(), c.endedAt(), missing.isEmpty(), missing, c.withoutThem(), past.decisions().size(),
                agreed.actions(), duties(settings.duties(past.kind()), notice.dueBy(), minutes.dueBy()), notice, minutes, c.nextMeetingAt(),
                past.children()))
                .settingAside(inTheWay)
                .warnIf(undone > 0, Remark.of(MeetingRule.NOTHING_FOLLOWS, "count", undone))
                .warnIf(!missing.isEmpty() && past.kind() == Kind.STRATEGY, Remark.of(MeetingRule.NOT_QUORATE, "missing", said(missing)));
    }

    private @Nullable Decided faultOf(CloseMeeting c, Instant now) {
        if (past.hasEnded()) {
            return refused(MeetingRule.OVER, "state", "closed");
        }
        if (c.endedAt().isAfter(now)) {
            return refused(MeetingRule.IN_THE_FUTURE);
        }
        if (c.endedAt().isBefore(past.startsAt())) {
            return refused(MeetingRule.ENDS_BEFORE_IT_BEGAN);
        }
        if (past.seats().stream().noneMatch(Chair::isTaken)) {
            return refused(MeetingRule.NOBODY_THERE);
        }
        for (int ref = 1; ref <= past.children().size(); ref++) {
            var child = past.children().get(ref - 1);
            if (past.standing(child, rules.required()).isEmpty()) {
                return refused(rules.undecided(), "ref", ref);
            }
            if (!past.voices().contains(child)) {
                return refused(MeetingRule.NO_VOICE, "ref", ref);
            }
        }
        return null;
    }

    /** Those who were there and whose agreement is asked for, and who have said nothing of some child's decision. */
    private Set<CorePart> silent() {
        return rules.agreement().stream().filter(past::isThere)
                .filter(part -> past.children().stream().flatMap(child -> past.standing(child, rules.required()).stream())
                        .anyMatch(one -> one.answer() != Answer.NOT_DECIDED && !past.hasSpoken(part, one.id())))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(CorePart.class)));
    }

    private List<Duty> duties(Map<Document, Set<RecipientClass>> matrix, Instant noticeBy, Instant minutesBy) {
        var duties = new ArrayList<Duty>();
        new TreeMap<>(matrix).forEach((document, classes) -> past.seats().stream().filter(one -> classes.contains(classOf(one)))
                .map(one -> new Duty(one.seat().agencyId(), one.seat().number(), document, classOf(one), document == Document.MINUTES ? minutesBy : noticeBy))
                .forEach(duties::add));
        return List.copyOf(duties);
    }

    private static RecipientClass classOf(Chair chair) {
        return chair.isTaken() ? RecipientClass.ATTENDED : chair.seat().core() != null ? RecipientClass.CORE_ABSENT : RecipientClass.INVITED_ABSENT;
    }

    /** Core parts as a sentence begins with them: "Police and health"; nothing for none. */
    static String said(Collection<CorePart> parts) {
        var words = parts.stream().sorted().map(part -> part.name().toLowerCase(Locale.UK).replace('_', ' ')).collect(Collectors.joining(" and "));
        return words.isEmpty() ? "" : words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1);
    }
}

package org.goldenthread.command.ledger;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.goldenthread.command.ledger.Facts.Counted;
import org.goldenthread.command.ledger.Facts.Fact;
import org.goldenthread.events.action.ActionEvent;
import org.goldenthread.events.action.ActionEvent.ActionAgreed;
import org.goldenthread.events.action.ActionEvent.ActionCancelled;
import org.goldenthread.events.action.ActionEvent.ActionCompleted;
import org.goldenthread.events.action.ActionEvent.ActionContested;
import org.goldenthread.events.action.ActionEvent.ActionExtended;
import org.goldenthread.events.action.ActionEvent.ActionOwnerNamed;
import org.goldenthread.events.action.ActionEvent.ActionReassigned;
import org.goldenthread.events.action.ActionEvent.ActionVerified;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.document.DocumentEvent.DecisionNoticeIssued;
import org.goldenthread.events.document.DocumentEvent.DistributionAcknowledged;
import org.goldenthread.events.document.DocumentEvent.DistributionQueued;
import org.goldenthread.events.document.DocumentEvent.DistributionWithdrawn;
import org.goldenthread.events.document.DocumentEvent.Lack;
import org.goldenthread.events.document.DocumentEvent.Lacking;
import org.goldenthread.events.document.DocumentEvent.MinutesOwed;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.InformationShared;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.MeetingCancelled;
import org.goldenthread.events.meeting.MeetingEvent.MeetingConvened;
import org.goldenthread.events.meeting.MeetingEvent.MeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.MeetingOpened;
import org.goldenthread.events.meeting.MeetingEvent.SeatAdded;
import org.goldenthread.events.values.ActionId;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The facts that meetings, actions and documents state, and what rules ask of them, in one ledger. */
final class MeetingFacts implements KnownMeetings {

    private final JdbcClient sql;
    private final LedgerId ledger;
    private final Consumer<Counted> counted;

    /** @param counted told of every count that must still be so when the command is appended */
    MeetingFacts(JdbcClient sql, LedgerId ledger, Consumer<Counted> counted) {
        this.sql = sql;
        this.ledger = ledger;
        this.counted = counted;
    }

    static List<Fact> of(MeetingEvent event) {
        return switch (event) {
            case MeetingConvened e -> Stream.of(named(e.meetingId().value(), e.about()),
                    e.about().stream().map(child -> meeting(child, e.meetingId(), e.kind(), e.startsAt(), false)),
                    Stream.of(e.chairId(), e.minuteTakerId()).distinct().flatMap(user -> keeps(e.meetingId(), user)),
                    Stream.of(new Fact("CHAIRS", e.meetingId().value(), e.chairId().value(), "", 0, false), seats(e.meetingId(), e.seats().size()))).flatMap(facts -> facts).toList();
            case SeatAdded e -> List.of(seats(e.meetingId(), e.seat().number()));
            case MeetingOpened e -> e.about().stream().map(child -> meeting(child, e.meetingId(), e.kind(), e.startsAt(), false)).toList();
            case MeetingCancelled e -> e.about().stream().map(child -> meeting(child, e.meetingId(), e.kind(), e.startsAt(), true)).toList();
            case InformationShared e when e.risk() != null -> List.of(new Fact("RISK", e.childId().value(), e.childId().value(), e.risk().name(), 0, false));
            case AttendanceRecorded e -> List.of(new Fact("SEATED", e.meetingId().value(), e.agencyId().value(), Integer.toString(e.seat()), 0, !e.status().isThere()));
            case MeetingDecisionRecorded e -> List.of(decided(e.meetingId(), e.decisionId()));
            case AfterMeetingDecisionRecorded e -> List.of(decided(e.meetingId(), e.decisionId()));
            default -> List.of();
        };
    }

    static List<Fact> of(ActionEvent event) {
        return switch (event) {
            case ActionAgreed e -> Stream.of(named(e.actionId().value(), e.about()), open(e, e.dueBy()), Stream.of(
                    new Fact("AGREED_IN", e.actionId().value(), e.meetingId().value(), "", 0, false),
                    new Fact("ACTION_OF", e.meetingId().value(), e.actionId().value(), e.decisionId() == null ? "" : e.decisionId().toString(), 0, false),
                    owns(e.actionId(), e.owner().agencyId(), false)), e.owner().name() == null ? Stream.of(lacks("UNNAMED", e, false)) : Stream.<Fact>empty(),
                    e.measure() == null ? Stream.of(lacks("UNMEASURED", e, false)) : Stream.<Fact>empty()).flatMap(facts -> facts).toList();
            case ActionOwnerNamed e -> List.of(lacks("UNNAMED", e, true));
            case ActionExtended e -> open(e, e.newDueBy()).toList();
            case ActionReassigned e when e.previousAgencyId().equals(e.owner().agencyId()) -> List.of(lacks("UNNAMED", e, e.owner().name() != null));
            case ActionReassigned e -> List.of(owns(e.actionId(), e.previousAgencyId(), true), owns(e.actionId(), e.owner().agencyId(), false),
                    lacks("UNNAMED", e, e.owner().name() != null));
            case ActionCompleted e -> over(e);
            case ActionVerified e -> over(e);
            case ActionCancelled e -> Stream.concat(over(e).stream(), Stream.of(lacks("UNNAMED", e, true), lacks("UNMEASURED", e, true))).toList();
            case ActionContested e -> open(e, e.dueBy()).toList();
            default -> List.of();
        };
    }

    /** A copy may be opened from when it is to go out, whatever newer version came, until its agency says that it isn't for them or it is withdrawn. */
    static List<Fact> of(DocumentEvent event) {
        return switch (event) {
            case DecisionNoticeIssued e -> ofMeeting(e, e.meetingId());
            case MinutesOwed e -> ofMeeting(e, e.meetingId());
            case DistributionQueued e -> List.of(received(e, e.agencyId(), e.version(), false));
            case DistributionAcknowledged e when e.statement() == Statement.RECEIVED_NOT_FOR_ME -> List.of(received(e, e.agencyId(), e.version(), true));
            case DistributionWithdrawn e -> List.of(received(e, e.agencyId(), e.version(), true));
            default -> List.of();
        };
    }

    /** Whether a child's age can be told: from a date of birth, known or estimated, or one expected. */
    static Fact aged(ChildId child, DobStatus status) {
        return new Fact("AGED", child.value(), child.value(), "", 0, status == DobStatus.UNKNOWN);
    }

    private static Fact received(DocumentEvent event, AgencyId agency, int version, boolean ended) {
        return new Fact("RECEIVED", event.documentId().value(), agency.value(), Integer.toString(version), 0, ended);
    }

    private static List<Fact> ofMeeting(DocumentEvent event, MeetingId meeting) {
        return Stream.concat(named(event.documentId().value(), event.about()),
                Stream.of(new Fact("OF_MEETING", event.documentId().value(), meeting.value(), "", 0, false))).toList();
    }

    private static Fact seats(MeetingId meeting, int count) {
        return new Fact("SEATS", meeting.value(), meeting.value(), "", count, false);
    }

    private static Fact lacks(String kind, ActionEvent event, boolean ended) {
        return new Fact(kind, event.actionId().value(), event.actionId().value(), "", 0, ended);
    }

    /** The code keeps the order of the children. */
    private static Stream<Fact> named(UUID record, List<ChildId> children) {
        return Stream.iterate(0, at -> at < children.size(), at -> at + 1)
                .map(at -> new Fact("NAMED", record, children.get(at).value(), "%03d".formatted(at + 1), 0, false));
    }

    private static Fact meeting(ChildId child, MeetingId meeting, Kind kind, Instant startsAt, boolean ended) {
        return new Fact("MEETING", child.value(), meeting.value(), kind.name(), startsAt.toEpochMilli(), ended);
    }

    private static Stream<Fact> keeps(MeetingId meeting, @Nullable UserId user) {
        return user == null ? Stream.empty() : Stream.of(new Fact("KEEPS", meeting.value(), user.value(), "", 0, false));
    }

    private static Fact decided(MeetingId meeting, DecisionId decision) {
        return new Fact("DECIDED", meeting.value(), decision.value(), "", 0, false);
    }

    private static Stream<Fact> open(ActionEvent event, Instant dueBy) {
        return event.about().stream().map(child -> new Fact("ACTION", child.value(), event.actionId().value(), "", dueBy.toEpochMilli(), false));
    }

    private static List<Fact> over(ActionEvent event) {
        return event.about().stream().map(child -> new Fact("ACTION", child.value(), event.actionId().value(), "", 0, true)).toList();
    }

    private static Fact owns(ActionId action, AgencyId agency, boolean ended) {
        return new Fact("OWNS", action.value(), agency.value(), "", 0, ended);
    }

    @Override
    public int sittings(ChildId child, Kind kind) {
        int found = sql.sql("select count(*) from ledger.fact where ledger = :ledger and kind = 'MEETING' and subject = :child and code = :kind")
                .param("ledger", ledger.value()).param("child", child.value()).param("kind", kind.name()).query(Integer.class).single();
        counted.accept(new Counted("MEETING", child.value(), kind.name(), found));
        return found;
    }

    @Override
    public List<ActionId> openActions(Collection<ChildId> children) {
        return sql.sql("select ref from ledger.fact where ledger = :ledger and kind = 'ACTION' and subject in (:children) and not ended group by ref order by min(at), ref")
                .param("ledger", ledger.value()).param("children", children.stream().map(ChildId::value).toList())
                .query((row, n) -> new ActionId(row.getObject(1, UUID.class))).list();
    }

    @Override
    public Agreed agreedIn(MeetingId meeting) {
        var all = sql.sql("select ref, code from ledger.fact where ledger = :ledger and kind = 'ACTION_OF' and subject = :meeting order by ref").param("ledger", ledger.value())
                .param("meeting", meeting.value()).query((row, n) -> Map.entry(new ActionId(row.getObject(1, UUID.class)), row.getString(2))).list();
        return new Agreed(all.stream().map(Map.Entry::getKey).toList(),
                all.stream().map(Map.Entry::getValue).filter(code -> !code.isEmpty()).map(DecisionId::of).collect(Collectors.toSet()));
    }

    @Override
    public int overdueBefore(ActionId action, AgencyId agency, ChildId child, Instant dueBy, Instant now) {
        return sql.sql("""
                select count(distinct a.ref) from ledger.fact a
                  join ledger.fact o on o.ledger = a.ledger and o.kind = 'OWNS' and o.subject = a.ref and o.ref = :agency and not o.ended
                 where a.ledger = :ledger and a.kind = 'ACTION' and a.subject = :child and not a.ended and a.at < :now and (a.at, a.ref) < (:dueBy, :action)
                """).param("ledger", ledger.value()).param("agency", agency.value()).param("child", child.value()).param("now", now.toEpochMilli())
                .param("dueBy", dueBy.toEpochMilli()).param("action", action.value()).query(Integer.class).single();
    }

    private record Part(boolean isChild, UUID id, long startsAt, String kind) {}

    @Override
    public Optional<Sat> meeting(MeetingId meeting) {
        var parts = sql.sql("""
                select true, n.ref, m.at, n.code, m.code from ledger.fact n
                  join ledger.fact m on m.ledger = n.ledger and m.kind = 'MEETING' and m.subject = n.ref and m.ref = n.subject and not m.ended
                 where n.ledger = :ledger and n.kind = 'NAMED' and n.subject = :meeting
                union all select false, ref, 0, '', '' from ledger.fact where ledger = :ledger and kind = 'DECIDED' and subject = :meeting
                 order by 4
                """).param("ledger", ledger.value()).param("meeting", meeting.value())
                .query((row, n) -> new Part(row.getBoolean(1), row.getObject(2, UUID.class), row.getLong(3), row.getString(5))).list();
        var children = parts.stream().filter(Part::isChild).toList();
        return children.isEmpty() ? Optional.empty() : Optional.of(new Sat(children.stream().map(part -> new ChildId(part.id())).toList(),
                Kind.valueOf(children.getFirst().kind()), Instant.ofEpochMilli(children.getFirst().startsAt()), parts.stream().filter(part -> !part.isChild()).map(part -> new DecisionId(part.id())).collect(Collectors.toSet())));
    }

    @Override
    public boolean isChair(MeetingId meeting, UserId user) {
        return sql.sql("select exists (select from ledger.fact where ledger = :ledger and kind = 'CHAIRS' and subject = :meeting and ref = :user)")
                .param("ledger", ledger.value()).param("meeting", meeting.value()).param("user", user.value()).query(Boolean.class).single();
    }

    @Override
    public List<Lack> lacks(MeetingId meeting) {
        return sql.sql("""
                select 'AGE', n.ref, 1, n.code from ledger.fact n
                 where n.ledger = :ledger and n.kind = 'NAMED' and n.subject = :meeting
                   and not exists (select from ledger.fact a where a.ledger = n.ledger and a.kind = 'AGED' and a.subject = n.ref and not a.ended)
                union all
                select 'ATTENDANCE', null, s.at - (select count(*) from ledger.fact t where t.ledger = s.ledger and t.kind = 'SEATED' and t.subject = s.subject), '1'
                  from ledger.fact s where s.ledger = :ledger and s.kind = 'SEATS' and s.subject = :meeting
                union all
                select case l.kind when 'UNNAMED' then 'ACTION_OWNER' else 'ACTION_MEASURE' end, null, count(*), case l.kind when 'UNNAMED' then '2' else '3' end
                  from ledger.fact o join ledger.fact l on l.ledger = o.ledger and l.kind in ('UNNAMED', 'UNMEASURED') and l.subject = o.ref and not l.ended
                 where o.ledger = :ledger and o.kind = 'ACTION_OF' and o.subject = :meeting group by l.kind
                 order by 4
                """).param("ledger", ledger.value()).param("meeting", meeting.value())
                .query((row, n) -> new Lack(Lacking.valueOf(row.getString(1)), row.getObject(2) == null ? null : new ChildId(row.getObject(2, UUID.class)), row.getInt(3)))
                .list().stream().filter(lack -> lack.count() > 0).toList();
    }

    @Override
    public boolean hasRisk(ChildId child, RiskDomain risk) {
        return sql.sql("select exists (select from ledger.fact where ledger = :ledger and kind = 'RISK' and subject = :child and code = :risk)")
                .param("ledger", ledger.value()).param("child", child.value()).param("risk", risk.name()).query(Boolean.class).single();
    }
}

package org.goldenthread.infra.prove.histories;

import static org.goldenthread.infra.prove.histories.Teller.AGENCIES;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.goldenthread.command.child.ChildCommand.CorrectChildDetails;
import org.goldenthread.command.child.ChildCommand.RegisterChild;
import org.goldenthread.command.document.DisputeCommand.DisputeAccuracy;
import org.goldenthread.command.document.DisputeCommand.ResolveDispute;
import org.goldenthread.command.document.DistributionCommand.AcknowledgeDocument;
import org.goldenthread.command.document.DistributionCommand.MarkBounced;
import org.goldenthread.command.document.DistributionCommand.MarkFailed;
import org.goldenthread.command.document.DistributionCommand.MarkOverdue;
import org.goldenthread.command.document.DistributionCommand.MarkReturned;
import org.goldenthread.command.document.DistributionCommand.MarkSent;
import org.goldenthread.command.document.DistributionCommand.OpenDocument;
import org.goldenthread.command.document.DistributionCommand.RecordBounced;
import org.goldenthread.command.document.DistributionCommand.RecordOnOwnSystem;
import org.goldenthread.command.document.DistributionCommand.RecordReceipt;
import org.goldenthread.command.document.DistributionCommand.RecordSentByHand;
import org.goldenthread.command.document.DistributionCommand.Resend;
import org.goldenthread.command.document.DocumentCommand.IncludeRecipient;
import org.goldenthread.command.document.FamilyCommand.PrepareFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyAcknowledged;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyCameBack;
import org.goldenthread.command.document.FamilyCommand.RecordFamilyCopyGiven;
import org.goldenthread.command.document.FamilyCommand.ReleaseFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.ReturnFamilyCopy;
import org.goldenthread.command.document.FamilyCommand.WithholdFamilyCopy;
import org.goldenthread.command.document.MinutesCommand.ApproveMinutes;
import org.goldenthread.command.document.MinutesCommand.CorrectMinutes;
import org.goldenthread.command.document.MinutesCommand.DraftMinutes;
import org.goldenthread.command.document.MinutesCommand.IssueMinutes;
import org.goldenthread.command.document.MinutesCommand.Line;
import org.goldenthread.command.document.MinutesCommand.MarkMinutesOverdue;
import org.goldenthread.command.document.MinutesCommand.ReturnMinutes;
import org.goldenthread.command.document.MinutesCommand.SubmitMinutes;
import org.goldenthread.command.document.MinutesCommand.WaiveDuty;
import org.goldenthread.command.document.MinutesCommand.Written;
import org.goldenthread.command.document.MisdirectedCommand.AssessBreach;
import org.goldenthread.command.document.MisdirectedCommand.ConfirmDestruction;
import org.goldenthread.command.document.MisdirectedCommand.ReportWrongRecipient;
import org.goldenthread.command.document.MisdirectedCommand.WithdrawDocument;
import org.goldenthread.command.document.MisdirectedCommand.Withhold;
import org.goldenthread.command.document.WhenDecidedThenIssueNotice;
import org.goldenthread.command.document.WhenMeetingEndsThenOweMinutes;
import org.goldenthread.command.meeting.MeetingCommand.AddSeat;
import org.goldenthread.command.meeting.MeetingCommand.AdjournMeeting;
import org.goldenthread.command.meeting.MeetingCommand.AfterTheEnd;
import org.goldenthread.command.meeting.MeetingCommand.CancelMeeting;
import org.goldenthread.command.meeting.MeetingCommand.CloseMeeting;
import org.goldenthread.command.meeting.MeetingCommand.ConveneMeeting;
import org.goldenthread.command.meeting.MeetingCommand.MarkPositionsOverdue;
import org.goldenthread.command.meeting.MeetingCommand.OpenMeeting;
import org.goldenthread.command.meeting.MeetingCommand.RecordAttendance;
import org.goldenthread.command.meeting.MeetingCommand.RecordChildVoice;
import org.goldenthread.command.meeting.MeetingCommand.RecordDecision;
import org.goldenthread.command.meeting.MeetingCommand.RecordPosition;
import org.goldenthread.command.meeting.MeetingCommand.ResumeMeeting;
import org.goldenthread.command.meeting.MeetingCommand.ShareInformation;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.document.DocumentEvent.Bounce;
import org.goldenthread.events.document.DocumentEvent.Channel;
import org.goldenthread.events.document.DocumentEvent.Correction;
import org.goldenthread.events.document.DocumentEvent.Failure;
import org.goldenthread.events.document.DocumentEvent.Heading;
import org.goldenthread.events.document.DocumentEvent.Missing;
import org.goldenthread.events.document.DocumentEvent.Relationship;
import org.goldenthread.events.document.DocumentEvent.Resending;
import org.goldenthread.events.document.DocumentEvent.Statement;
import org.goldenthread.events.document.DocumentEvent.Withdrawal;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.Category;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Format;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.NotObtained;
import org.goldenthread.events.meeting.MeetingEvent.Seat;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.meeting.MeetingEvent.VoiceSource;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.CorePart;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.events.values.MeetingId;
import org.goldenthread.events.values.RiskDomain;
import org.goldenthread.events.values.UserId;
import org.jspecify.annotations.Nullable;

/** One meeting of a random history, and what is asked of it: about two in three of it makes sense. */
final class RandomMeeting {

    final MeetingId id;
    final Instant startsAt;
    final int children;
    /** Reached by mail: nothing is there until its mailbox took it. */
    private static final AgencyId MAILED = AGENCIES.get(3);

    private final List<ChildId> about;
    final List<Decided> decisions = new ArrayList<>();
    private final Teller teller;
    private final Dice dice;
    private final Kind kind;
    private final List<AgencyId> seats;
    private final List<DecisionId> afterwards = new ArrayList<>();
    private @Nullable Instant endedAt;
    private boolean adjourned;

    /** A decision that was accepted. */
    record Decided(DecisionId id, int ref, DecisionType type) {}

    private RandomMeeting(Teller teller, MeetingId id, Kind kind, Instant startsAt, List<ChildId> about, List<AgencyId> seats) {
        this.teller = teller;
        this.dice = teller.dice;
        this.id = id;
        this.kind = kind;
        this.startsAt = startsAt;
        this.about = List.copyOf(about);
        this.children = about.size();
        this.seats = seats;
    }

    static @Nullable RandomMeeting convene(Teller teller, List<ChildId> known) {
        var dice = teller.dice;
        var id = new MeetingId(dice.id());
        var kind = dice.in100(60) ? Kind.STRATEGY : dice.of(Kind.values());
        var children = new ArrayList<>(known);
        Collections.shuffle(children, new Random(dice.below(1_000)));
        children.subList(Math.min(children.size(), dice.between(1, 3)), children.size()).clear();
        if (children.isEmpty() || dice.in100(3)) {
            children.add(new ChildId(dice.id()));
        }
        var startsAt = dice.in100(75) ? teller.now().minus(Duration.ofMinutes(dice.below(300))) : teller.now().plus(Duration.ofHours(dice.between(-60, 40)));
        var agencies = IntStream.range(0, dice.below(6)).mapToObj(at -> dice.in100(60) ? AGENCIES.get(Math.min(at, 4)) : dice.of(AGENCIES)).toList();
        var seats = IntStream.range(0, agencies.size()).mapToObj(at -> seat(dice, id, at + 1, agencies.get(at))).toList();
        var chair = dice.in100(4) ? new UserId(dice.id()) : teller.anybody().userId();
        boolean accepted = teller.tell(new ConveneMeeting(id, kind, children, PersonalText.of(id.value(), "why"), dice.of(Format.values()), startsAt, chair,
                dice.maybe(50, () -> teller.anybody().userId()), seats, dice.maybe(40, () -> teller.sometime(Duration.ofHours(20)))), teller.anybody());
        return accepted ? new RandomMeeting(teller, id, kind, startsAt, children, new ArrayList<>(agencies)) : null;
    }

    void step() {
        int roll = dice.below(100);
        if (endedAt != null && dice.in100(45)) {
            copy();
        } else if (adjourned && dice.in100(40)) {
            resume();
        } else if (!afterwards.isEmpty() && dice.in100(25)) {
            markOverdue();
        } else if (endedAt != null && dice.in100(45)) {
            minute();
        } else if (roll < 5) {
            addSeat();
        } else if (roll < 9) {
            teller.tell(new OpenMeeting(id, moment()), teller.anybody());
        } else if (roll < 20) {
            attend(dice.ref(seats.size()));
        } else if (roll < 28) {
            share();
        } else if (roll < 35) {
            hear(dice.ref(children));
        } else if (roll < 57) {
            decide(dice.ref(children), dice.in100(55) ? required() : dice.of(DecisionType.values()));
        } else if (roll < 70) {
            position();
        } else if (roll < 74) {
            adjourn();
        } else if (roll < 78) {
            resume();
        } else if (roll < 92) {
            close();
        } else if (roll < 94) {
            teller.tell(new CancelMeeting(id, PersonalText.of(id.value(), "not needed")), teller.anybody());
        } else {
            markOverdue();
        }
    }

    private DecisionType required() {
        return kind == Kind.STRATEGY ? DecisionType.THRESHOLD_S47_MET : DecisionType.HELP_GOES_ON;
    }

    private Instant moment() {
        return teller.since(startsAt);
    }

    private void addSeat() {
        var agency = dice.of(AGENCIES);
        if (teller.tell(new AddSeat(id, seat(dice, id, dice.below(4), agency)), teller.anybody())) {
            seats.add(agency);
        }
    }

    private void attend(int seat) {
        var status = dice.in100(65) ? Attendance.PRESENT : dice.of(Attendance.values());
        if (teller.tell(new RecordAttendance(id, seat, status, dice.in100(70),
                dice.maybe(20, () -> PersonalText.of(id.value(), "Sgt Example")), dice.maybe(20, this::moment), null), teller.anybody())) {
            teller.react(id.value());
        }
    }

    private void share() {
        teller.tell(new ShareInformation(id, dice.id(), agency(), dice.ref(children), dice.of(Category.values()), "what they told", Sensitivity.STANDARD,
                dice.maybe(70, () -> dice.of(RiskDomain.values())), null), teller.anybody());
    }

    private void hear(int ref) {
        boolean had = dice.in100(70);
        boolean both = dice.in100(5);
        teller.tell(new RecordChildVoice(id, ref, dice.of(VoiceSource.values()), had || both ? "I want to stay with Nan." : null,
                !had || both ? dice.of(NotObtained.values()) : null), teller.anybody());
    }

    private void decide(int ref, DecisionType type) {
        var answer = dice.in100(90) ? dice.of(type.answers()) : dice.of(Answer.values());
        var same = decisions.stream().filter(one -> one.ref() == ref && one.type() == type).toList();
        var supersedes = !same.isEmpty() && dice.in100(60) ? dice.of(same).id() : dice.in100(4) ? anyDecision(50) : null;
        boolean said = answer == Answer.NOT_DECIDED ? dice.in100(85) : dice.in100(10);
        var at = endedAt == null ? dice.maybe(50, this::moment) : dice.maybe(70, this::afterTheEnd);
        var after = dice.in100(endedAt == null ? 8 : 88) ? new AfterTheEnd(PersonalText.of(id.value(), "The manager"), "new information",
                List.of(dice.of(AGENCIES))) : null;
        var command = new RecordDecision(id, new DecisionId(dice.id()), ref, type, answer, "because", said ? "The manager" : null,
                said && dice.in100(95) ? WorkingCalendar.dayOf(teller.now()).plusDays(dice.below(5)) : null, at, supersedes, after);
        if (teller.tell(command, teller.anybody())) {
            decisions.add(new Decided(command.decisionId(), ref, type));
            if (endedAt != null) {
                afterwards.add(command.decisionId());
                teller.react(id.value());
            }
        }
    }

    private Instant afterTheEnd() {
        var end = java.util.Objects.requireNonNull(endedAt);
        return dice.in100(10) ? end.plusMillis(dice.below(3)) : teller.since(end);
    }

    private void position() {
        say(anyDecision(3), agency());
    }

    /** One that was accepted, or by chance one that never was. */
    private DecisionId anyDecision(int chances) {
        return decisions.isEmpty() || dice.in100(chances) ? new DecisionId(dice.id()) : dice.of(decisions).id();
    }

    private void say(DecisionId decision, AgencyId agency) {
        var stance = dice.of(Stance.AGREED, Stance.AGREED, Stance.DISSENTED, Stance.NOT_ASKED, Stance.NOT_PRESENT);
        teller.tell(new RecordPosition(id, decision, agency, stance, dice.maybe(stance == Stance.DISSENTED ? 80 : 20, () -> "a pattern that nobody looked at"), moment()),
                teller.anybody());
    }

    private void resume() {
        adjourned &= !teller.tell(new ResumeMeeting(id, moment()), teller.anybody());
    }

    private void adjourn() {
        int said = dice.in100(90) ? children : dice.below(4);
        adjourned |= teller.tell(new AdjournMeeting(id, moment(), teller.now().plus(Duration.ofHours(dice.between(1, 90))),
                Stream.generate(() -> dice.in100(96) ? "stays with Nan" : " ").limit(said).toList()), teller.anybody());
    }

    private void close() {
        if (endedAt == null && dice.in100(85)) {
            prepare();
        }
        var end = dice.in100(70) ? teller.now() : moment();
        var command = new CloseMeeting(id, end, dice.maybe(30, () -> PersonalText.of(id.value(), "rung today")),
                dice.maybe(30, () -> teller.now().plus(Duration.ofDays(9))));
        if (teller.tell(command, teller.anybody(), teller.now(), teller.setAside(50, command, "E-STR-05", "E-MTG-09", "E-ACT-03"))) {
            endedAt = end;
            teller.react(id.value());
        }
    }

    /** What an end needs, with a hole now and then. */
    private void prepare() {
        for (int seat = 1; seat <= seats.size(); seat++) {
            if (dice.in100(80)) {
                attend(seat);
            }
        }
        for (int ref = 1; ref <= children; ref++) {
            int child = ref;
            if (dice.in100(93)) {
                hear(child);
            }
            if (decisions.stream().noneMatch(one -> one.ref() == child && one.type() == required()) && dice.in100(95)) {
                decide(child, required());
            }
        }
        decisions.forEach(decision -> seats.stream().distinct().filter(agency -> dice.in100(60)).forEach(agency -> say(decision.id(), agency)));
    }

    private void markOverdue() {
        if (dice.in100(70)) {
            teller.pass(Duration.ofHours(dice.between(10, 80)));
        }
        var decision = !afterwards.isEmpty() && dice.in100(80) ? dice.of(afterwards) : anyDecision(3);
        teller.tell(new MarkPositionsOverdue(id, decision), Teller.SYSTEM);
    }

    /** Something is done with the minutes: often all that leads to a final version, else one thing by chance. */
    private void minute() {
        int roll = dice.below(170);
        if (roll >= 160) {
            addSeat();
            attend(seats.size());
        } else if (roll >= 100) {
            for (int seat = 1; seat <= seats.size() && dice.in100(90); seat++) {
                attend(seat);
            }
            about.stream().filter(child -> dice.in100(80)).forEach(child -> {
                if (!teller.tell(new RegisterChild(child, null, DobStatus.ESTIMATED, PersonalText.of(child.value(), "2014-09-01"), null, null, null), Teller.SYSTEM)) {
                    teller.tell(new CorrectChildDetails(child, null, DobStatus.ESTIMATED, PersonalText.of(child.value(), "2014-09-01"), null, null, null,
                            PersonalText.of(child.value(), "the school told us")), Teller.SYSTEM);
                }
            });
            var written = written();
            if (!teller.tell(new DraftMinutes(id, written), dice.of(Teller.PEOPLE)) && dice.in100(70)) {
                teller.tell(new CorrectMinutes(id, dice.of(Correction.values()), PersonalText.of(id.value(), "It was the other sister."), written), teller.anybody());
            }
            if (dice.in100(60)) {
                teller.tell(new SubmitMinutes(id), teller.anybody());
            }
            if (dice.in100(15)) {
                teller.tell(new ReturnMinutes(id, PersonalText.of(id.value(), "The address is wrong.")), teller.anybody());
            }
            for (int tries = 0; tries < 3 && !teller.tell(new ApproveMinutes(id, hash()), teller.anybody()); tries++) {
                teller.pass();
            }
            if (!teller.tell(new IssueMinutes(id, true, hash()), teller.anybody())) {
                teller.tell(new IssueMinutes(id, false, hash()), teller.anybody());
                if (dice.in100(50)) {
                    family();
                }
            } else if (dice.in100(40)) {
                family();
            } else if (dice.in100(70)) {
                teller.tell(new CorrectMinutes(id, dice.of(Correction.values()), PersonalText.of(id.value(), "It was the other sister."), written()), teller.anybody());
            }
        } else if (roll < 34) {
            teller.tell(new DraftMinutes(id, written()), teller.anybody());
        } else if (roll < 46) {
            teller.tell(new SubmitMinutes(id), teller.anybody());
        } else if (roll < 62) {
            teller.tell(new ApproveMinutes(id, hash()), teller.anybody());
        } else if (roll < 67) {
            teller.tell(new ReturnMinutes(id, PersonalText.of(id.value(), "The address is wrong.")), teller.anybody());
        } else if (roll < 84) {
            teller.tell(new IssueMinutes(id, dice.in100(50), hash()), teller.anybody());
        } else if (roll < 88) {
            teller.tell(new CorrectMinutes(id, dice.of(Correction.values()), PersonalText.of(id.value(), "It was the other sister."), written()), teller.anybody());
        } else if (roll < 91) {
            teller.tell(new WaiveDuty(id, agency(), PersonalText.of(id.value(), "They moved away.")), teller.anybody());
        } else {
            if (dice.in100(70)) {
                teller.pass(Duration.ofHours(dice.between(60, 200)));
            }
            teller.tell(new MarkMinutesOverdue(id, WhenMeetingEndsThenOweMinutes.minutesOf(id)), Teller.SYSTEM);
        }
    }

    /** Of the newest words; now and then of others. */
    private String hash() {
        return dice.in100(95) ? teller.hashOf(WhenMeetingEndsThenOweMinutes.minutesOf(id)) : "0".repeat(64);
    }

    private Written written() {
        return new Written(IntStream.range(0, dice.below(4)).mapToObj(at -> new Line(dice.in100(30) ? 0 : dice.ref(children), dice.of(Heading.values()),
                dice.in100(70) ? "words " + dice.below(9) : null, dice.id(), dice.of(AGENCIES), dice.of(Handling.values()), List.of(dice.of(AGENCIES))))
                .map(line -> line.text() == null ? line : new Line(line.ref(), line.heading(), line.text(), null, line.owner(), line.handling(), line.named())).toList(),
                "salt " + dice.below(1_000_000));
    }

    /** Somebody opens or acknowledges their agency's copy of a document, or its time is up. */
    private void copy() {
        var document = dice.in100(50) ? WhenDecidedThenIssueNotice.noticeOf(id) : WhenMeetingEndsThenOweMinutes.minutesOf(id);
        int version = dice.in100(80) ? 1 : dice.between(0, 3);
        int roll = dice.below(100);
        if (dice.in100(8)) {
            dispute();
        } else if (dice.in100(10)) {
            family();
        } else if (dice.in100(6)) {
            teller.pass(Duration.ofHours(dice.between(150, 220)));
            teller.tell(new MarkMinutesOverdue(id, WhenMeetingEndsThenOweMinutes.minutesOf(id)), Teller.SYSTEM);
        } else if (dice.in100(45)) {
            IntStream.range(0, dice.between(2, 8)).forEach(once -> passage(document, version));
        } else if (roll < 36) {
            teller.tell(new OpenDocument(document, version), teller.anybody());
        } else if (roll < 58) {
            teller.tell(new RecordOnOwnSystem(document, version, null, PersonalText.of(id.value(), "Athena"), PersonalText.of(id.value(), "A/17")), teller.anybody());
        } else if (roll < 75) {
            teller.tell(new AcknowledgeDocument(document, version, dice.of(Statement.values())), teller.anybody());
        } else {
            teller.pass(Duration.ofHours(dice.between(20, 130)));
            var agency = agency();
            teller.tell(new MarkOverdue(document, WhenDecidedThenIssueNotice.copyOf(document, version, agency), dice.of(Missing.values())), Teller.SYSTEM);
        }
    }

    /** Everybody says that the minutes are wrong: those who have them are heard. */
    private void dispute() {
        var minutes = WhenMeetingEndsThenOweMinutes.minutesOf(id);
        var words = PersonalText.of(id.value(), "words " + dice.below(9));
        int version = dice.between(1, 2);
        Teller.PEOPLE.forEach(one -> teller.tell(new DisputeAccuracy(minutes, version, words, words), one));
        teller.tell(new ResolveDispute(minutes, 1, dice.in100(50), words), teller.anybody());
    }

    /** A copy for the family, put together, released and given, with a step left out or done twice now and then; or none, with why. */
    private void family() {
        var words = PersonalText.of(id.value(), "words " + dice.below(9));
        if (dice.in100(20)) {
            teller.tell(new WithholdFamilyCopy(id, IntStream.rangeClosed(1, dice.between(1, 2)).boxed().toList(), dice.maybe(60, () -> dice.of(Relationship.values())), words), teller.anybody());
        }
        var theirs = dice.in100(60) ? IntStream.rangeClosed(1, children).boxed().toList() : List.of(dice.ref(children));
        var passages = IntStream.rangeClosed(1, 3).filter(number -> dice.in100(15)).boxed().toList();
        var taken = dice.in100(70) ? decisions.stream().map(Decided::id).toList() : List.<DecisionId>of();
        boolean isPrepared = false;
        for (int version = 1; version <= 3 && !isPrepared; version++) {
            var prepare = new PrepareFamilyCopy(id, version, theirs, words, dice.of(Relationship.values()), dice.in100(90) ? Channel.POST : dice.of(Channel.values()), dice.maybe(30, () -> words),
                    passages, taken, List.of());
            isPrepared = teller.tell(prepare, teller.anybody(), teller.now(), teller.setAside(70, prepare, "E-MIN-41"));
        }
        int copy = dice.in100(70) ? 1 : dice.between(1, 3);
        for (int steps = 0; steps < 5; steps++) {
            int roll = dice.below(100);
            if (roll < 35) {
                teller.tell(new ReleaseFamilyCopy(id, copy, passages, taken, List.of(), dice.in100(10)), teller.anybody());
            } else if (roll < 45) {
                teller.tell(new ReturnFamilyCopy(id, copy, words), teller.anybody());
            } else if (roll < 75) {
                teller.tell(new RecordFamilyCopyGiven(id, copy, teller.sometime(Duration.ofHours(3))), teller.anybody());
            } else if (roll < 88) {
                teller.tell(new RecordFamilyCopyAcknowledged(id, copy, teller.sometime(Duration.ofHours(3))), teller.anybody());
            } else {
                teller.tell(new RecordFamilyCopyCameBack(id, copy, teller.sometime(Duration.ofHours(3))), teller.anybody());
            }
        }
    }

    /** What channels and people say of a copy's way, and what is done where it went astray. */
    private void passage(DocumentId document, int version) {
        var agency = dice.in100(60) ? MAILED : agency();
        var copy = WhenDecidedThenIssueNotice.copyOf(document, version, agency);
        var now = teller.sometime(Duration.ofHours(3));
        var words = PersonalText.of(id.value(), "words " + dice.below(9));
        int attempt = dice.in100(70) ? 1 : dice.between(1, 4);
        int roll = dice.below(100);
        if (roll < 20) {
            teller.tell(new MarkSent(document, copy, attempt, dice.in100(80) ? Channel.SECURE_EMAIL : Channel.AGENCY_API, now), Teller.SYSTEM);
        } else if (roll < 24) {
            teller.tell(new MarkReturned(document, copy, attempt, Channel.SECURE_EMAIL, now.minus(Duration.ofMinutes(dice.below(90))), dice.of(Bounce.values()), now), Teller.SYSTEM);
        } else if (roll < 30) {
            teller.tell(new MarkBounced(document, copy, attempt, Channel.SECURE_EMAIL, dice.of(Bounce.values()), now), Teller.SYSTEM);
        } else if (roll < 42) {
            teller.tell(new MarkFailed(document, copy, attempt, dice.of(Failure.values()), now), Teller.SYSTEM);
        } else if (roll < 46) {
            teller.tell(new RecordReceipt(document, version), teller.anybody());
        } else if (roll < 58) {
            teller.tell(new Resend(document, version, agency, dice.of(Channel.values()), dice.of(Resending.values())), teller.anybody());
        } else if (roll < 68) {
            teller.tell(new RecordSentByHand(document, version, agency, dice.of(Channel.values()), now, dice.maybe(60, () -> now)), teller.anybody());
        } else if (roll < 74) {
            teller.tell(new RecordBounced(document, version, agency, dice.of(Bounce.values()), now), teller.anybody());
        } else if (roll < 80) {
            teller.tell(new IncludeRecipient(document, dice.of(AGENCIES), words), teller.anybody());
        } else if (roll < 84) {
            teller.tell(new ReportWrongRecipient(document, version, dice.maybe(50, () -> agency), dice.in100(50), dice.in100(30), words), teller.anybody());
            teller.tell(new AssessBreach(document, agency, dice.in100(50), words), teller.anybody());
        } else if (roll < 87) {
            teller.tell(dice.in100(40) ? new Withhold(document, agency(), words) : new WithdrawDocument(document, agency(), dice.of(Withdrawal.values())), teller.anybody());
        } else if (roll < 90) {
            teller.tell(new ConfirmDestruction(document, agency()), teller.anybody());
        } else if (roll < 93) {
            teller.tell(new AssessBreach(document, agency(), dice.in100(50), words), teller.anybody());
        } else if (roll < 97) {
            teller.tell(new DisputeAccuracy(document, version, words, words), teller.anybody());
        } else {
            teller.tell(new ResolveDispute(document, dice.between(1, 2), dice.in100(50), words), teller.anybody());
        }
    }

    private AgencyId agency() {
        return seats.isEmpty() || dice.in100(6) ? dice.of(AGENCIES) : dice.of(seats);
    }

    private static Seat seat(Dice dice, MeetingId id, int number, AgencyId agency) {
        int at = AGENCIES.indexOf(agency);
        var core = at == 0 ? CorePart.SOCIAL_CARE : at == 1 ? CorePart.POLICE : at == 2 ? CorePart.HEALTH : null;
        return new Seat(number, agency, dice.in100(8) ? null : core, dice.maybe(50, () -> PersonalText.of(id.value(), "Jo Example")), null);
    }
}

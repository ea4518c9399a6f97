package org.goldenthread.events;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.events.access.AccessEvent.AccessRestricted;
import org.goldenthread.events.access.AccessEvent.BreakGlassAccessUsed;
import org.goldenthread.events.access.AccessEvent.BreakGlassReviewed;
import org.goldenthread.events.access.AccessEvent.ExclusionEnded;
import org.goldenthread.events.access.AccessEvent.GlassReason;
import org.goldenthread.events.access.AccessEvent.Ground;
import org.goldenthread.events.access.AccessEvent.Involvement;
import org.goldenthread.events.access.AccessEvent.InvolvementBegun;
import org.goldenthread.events.access.AccessEvent.InvolvementEnded;
import org.goldenthread.events.access.AccessEvent.Level;
import org.goldenthread.events.access.AccessEvent.PersonExcluded;
import org.goldenthread.events.access.AccessEvent.RestrictionLifted;
import org.goldenthread.events.access.AccessEvent.RestrictionReviewed;
import org.goldenthread.events.access.AuditSampleEvent.AuditSampleEnded;
import org.goldenthread.events.access.AuditSampleEvent.AuditSampleGranted;
import org.goldenthread.events.access.AuditSampleEvent.DrawRule;
import org.goldenthread.events.access.ReplayEvent.ReplayOpened;
import org.goldenthread.events.access.Sharing;
import org.goldenthread.events.access.Sharing.Basis;
import org.goldenthread.events.access.Sharing.FamilyInformed;
import org.goldenthread.events.calendar.Clock;
import org.goldenthread.events.child.ChildEvent.ChildDetailsCorrected;
import org.goldenthread.events.child.ChildEvent.ChildRegistered;
import org.goldenthread.events.contact.ContactEvent.Channel;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.contact.ContactEvent.ContactAcknowledged;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactKind;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.ContactReturnedToFrontDoor;
import org.goldenthread.events.contact.ContactEvent.ContactRoutedToOwner;
import org.goldenthread.events.contact.ContactEvent.DobStatus;
import org.goldenthread.events.contact.ContactEvent.FeedbackMethod;
import org.goldenthread.events.contact.ContactEvent.LegalBasis;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.MissingDetail;
import org.goldenthread.events.contact.ContactEvent.NamedChild;
import org.goldenthread.events.contact.ContactEvent.NeedStage;
import org.goldenthread.events.contact.ContactEvent.Referrer;
import org.goldenthread.events.contact.ContactEvent.ReferrerFeedbackGiven;
import org.goldenthread.events.contact.ContactEvent.ThresholdDecisionMade;
import org.goldenthread.events.contact.ContactEvent.ThresholdOutcome;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.staff.StaffEvent.RoleEnded;
import org.goldenthread.events.staff.StaffEvent.RoleGranted;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.ContactId;
import org.goldenthread.events.values.DecisionId;
import org.goldenthread.events.values.LedgerId;
import org.goldenthread.events.values.SourceCode;
import org.goldenthread.events.values.UserId;

/** One full sample of every event version: what the golden files hold. */
final class EventSamples {

    static final LedgerId LEDGER = new LedgerId(1);
    static final UUID EVENT = id("e0");
    private static final Instant AT = Instant.parse("2026-03-10T09:30:00Z");
    private static final ContactId CONTACT = new ContactId(id("c0"));
    private static final ChildId CHILD = new ChildId(id("d0"));
    private static final ChildId PROVISIONAL = new ChildId(id("d1"));
    private static final AgencyId SCHOOL = new AgencyId(id("a0"));
    private static final Clock DECISION = new Clock("TS-DEC", "1 WD", AT, Instant.parse("2026-03-11T23:59:59Z"));

    private static final UserId USER = new UserId(id("50"));
    private static final UUID ACCESS = id("aa");
    private static final Clock REVIEW = new Clock("TS-REST", "90 d", AT, Instant.parse("2026-06-08T22:59:59.999Z"));

    private EventSamples() {}

    static List<LedgerEvent> all() {
        return Stream.of(beforeMeetings(), MeetingSamples.meetings(), MeetingSamples.actions(), MeetingSamples.documents()).flatMap(List::stream).toList();
    }

    private static List<LedgerEvent> beforeMeetings() {
        return List.of(
                new ContactReceived(CONTACT, ContactKind.REQUEST, Channel.PHONE, AT, new SourceCode("2A"),
                        new Referrer(sealed(CONTACT.value(), "/referrer/name"), SCHOOL, sealed(CONTACT.value(), "/referrer/roleTitle"),
                                sealed(CONTACT.value(), "/referrer/phone")),
                        false, true, sealed(CONTACT.value(), "/concern"), List.of(child("/children/0")),
                        List.of(MissingDetail.CHILD_DATE_OF_BIRTH), DECISION, DECISION),
                new ContactDetailsCompleted(CONTACT, new SourceCode("6"),
                        new Referrer(sealed(CONTACT.value(), "/referrer/name"), SCHOOL, null, null),
                        sealed(CONTACT.value(), "/furtherConcern"), List.of(child("/children/0")), List.of(), DECISION,
                        List.of(PROVISIONAL)),
                new ContactAcknowledged(CONTACT, AT, FeedbackMethod.SECURE_EMAIL, List.of(PROVISIONAL)),
                new ChildMatched(CONTACT, 1, PROVISIONAL, CHILD, MatchBasis.NAME_AND_DOB, 95, AT),
                new ContactRoutedToOwner(CONTACT, 1, CHILD, USER, List.of(PROVISIONAL, CHILD)),
                new ContactReturnedToFrontDoor(CONTACT, 1, CHILD, List.of(PROVISIONAL, CHILD)),
                new ThresholdDecisionMade(CONTACT, new DecisionId(id("f0")), 1, CHILD, ThresholdOutcome.REFERRAL_S17, NeedStage.S3,
                        LegalBasis.S17, sealed(CHILD.value(), "/rationale"), true, List.of(SCHOOL), List.of(SCHOOL), AT, 42, 3,
                        "front-door 2026-11", DECISION),
                new ReferrerFeedbackGiven(CONTACT, AT, FeedbackMethod.PHONE, sealed(CONTACT.value(), "/outcomeText"),
                        sealed(CONTACT.value(), "/reasons"), sealed(CONTACT.value(), "/signposting"), true, List.of(CHILD)),
                new ChildRegistered(CHILD, sealed(CHILD.value(), "/name"), DobStatus.KNOWN, sealed(CHILD.value(), "/dob"),
                        sealed(CHILD.value(), "/address"), sealed(CHILD.value(), "/nhsNumber"), sealed(CHILD.value(), "/upn")),
                new ChildDetailsCorrected(CHILD, sealed(CHILD.value(), "/name"), DobStatus.ESTIMATED, sealed(CHILD.value(), "/dob"),
                        sealed(CHILD.value(), "/address"), sealed(CHILD.value(), "/nhsNumber"), sealed(CHILD.value(), "/upn"),
                        sealed(CHILD.value(), "/reason")),
                new RoleGranted(id("5f"), new UserId(id("50")), Role.FD_MANAGER, SCHOOL),
                new RoleEnded(id("5f"), new UserId(id("50")), Role.FD_MANAGER, SCHOOL),
                new AccessRestricted(ACCESS, CHILD, Level.RESTRICTED, Ground.STAFF_CONFLICT, sealed(CHILD.value(), "/reason"), USER, SCHOOL, REVIEW),
                new RestrictionReviewed(ACCESS, CHILD, Level.RESTRICTED, sealed(CHILD.value(), "/reason"), USER, new UserId(id("51")), SCHOOL, REVIEW),
                new RestrictionLifted(ACCESS, CHILD, Level.RESTRICTED, USER, sealed(CHILD.value(), "/reason")),
                new PersonExcluded(ACCESS, CHILD, USER, sealed(CHILD.value(), "/reason")),
                new ExclusionEnded(ACCESS, CHILD, USER, sealed(CHILD.value(), "/reason")),
                new InvolvementBegun(ACCESS, CHILD, USER, SCHOOL, Involvement.ALLOCATED, AT, AT, new Sharing(Basis.PUBLIC_TASK, FamilyInformed.NO_WOULD_INCREASE_RISK, sealed(CHILD.value(), "/sharing/reason"))),
                new InvolvementEnded(ACCESS, CHILD, USER, Involvement.ALLOCATED, AT),
                new BreakGlassAccessUsed(ACCESS, CHILD, id("ab"), USER, GlassReason.CHILD_AT_RISK_NOW, sealed(CHILD.value(), "/reason"), AT,
                        AT.plusSeconds(14_400), REVIEW),
                new BreakGlassReviewed(ACCESS, CHILD, id("ab"), true, sealed(CHILD.value(), "/note")),
                new AuditSampleGranted(id("ad"), USER, new DrawRule(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31), 10, 42),
                        sealed(id("ad"), "/reason"), AT, List.of(CHILD)),
                new AuditSampleEnded(id("ad"), USER, List.of(CHILD)),
                new ReplayOpened(id("ae"), CHILD, AT, SCHOOL, USER));
    }

    private static NamedChild child(String at) {
        return new NamedChild(1, PROVISIONAL, sealed(PROVISIONAL.value(), at + "/name"), false, DobStatus.KNOWN,
                sealed(PROVISIONAL.value(), at + "/dob"), sealed(PROVISIONAL.value(), at + "/address"),
                sealed(PROVISIONAL.value(), at + "/description"));
    }

    static PersonalText sealed(UUID key, String field) {
        return new PersonalText.Sealed(key, LEDGER, EVENT, field, new byte[] {1, 2, 3});
    }

    static UUID id(String end) {
        return UUID.fromString("00000000-0000-4000-8000-0000000000" + end);
    }
}

package org.goldenthread.query.edge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.access.AccessEvent.AccessRestricted;
import org.goldenthread.events.access.AccessEvent.BreakGlassAccessUsed;
import org.goldenthread.events.access.AccessEvent.BreakGlassReviewed;
import org.goldenthread.events.access.AccessEvent.ExclusionEnded;
import org.goldenthread.events.access.AccessEvent.InvolvementBegun;
import org.goldenthread.events.access.AccessEvent.InvolvementEnded;
import org.goldenthread.events.access.AccessEvent.PersonExcluded;
import org.goldenthread.events.access.AccessEvent.RestrictionLifted;
import org.goldenthread.events.access.AccessEvent.RestrictionReviewed;
import org.goldenthread.events.access.AccessEvent;
import org.goldenthread.events.access.AuditSampleEvent.AuditSampleEnded;
import org.goldenthread.events.access.AuditSampleEvent.AuditSampleGranted;
import org.goldenthread.events.access.ReplayEvent.ReplayOpened;
import org.goldenthread.events.access.Sharing;
import org.goldenthread.events.action.ActionEvent;
import org.goldenthread.events.child.ChildEvent.ChildDetailsCorrected;
import org.goldenthread.events.child.ChildEvent.ChildRegistered;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.contact.ContactEvent.ContactAcknowledged;
import org.goldenthread.events.contact.ContactEvent.ContactDetailsCompleted;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;
import org.goldenthread.events.contact.ContactEvent.ContactReturnedToFrontDoor;
import org.goldenthread.events.contact.ContactEvent.ContactRoutedToOwner;
import org.goldenthread.events.contact.ContactEvent.MatchBasis;
import org.goldenthread.events.contact.ContactEvent.ReferrerFeedbackGiven;
import org.goldenthread.events.contact.ContactEvent.ThresholdDecisionMade;
import org.goldenthread.events.document.DocumentEvent;
import org.goldenthread.events.meeting.MeetingEvent;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.UserId;
import org.goldenthread.query.desk.Colleagues;
import org.goldenthread.query.directory.SealedToken;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells an event in plain English: what happened, and its details. The same words on pages and over REST. */
@Component("telling")
public final class Telling {

    private final Words words;
    private final Times times;
    private final Colleagues colleagues;
    private final TellingMeetings meetings;

    public Telling(Words words, Times times, Colleagues colleagues) {
        this.meetings = new TellingMeetings(words, times, colleagues);
        this.colleagues = colleagues;
        this.words = words;
        this.times = times;
    }

    /** One detail of an event. */
    public record Detail(String label, String text) {}

    /** What happened, in a few words, agencies by the names they had when it was recorded. */
    public String title(Recorded<?> recorded) {
        var at = recorded.envelope().recordedAt();
        return switch (recorded.event()) {
            case ContactReceived e -> (e.immediateDanger() ? "Contact received: immediate danger" : "Contact received") + ", "
                    + words.say(e.channel()).toLowerCase(java.util.Locale.UK);
            case ContactDetailsCompleted e -> "Contact details added";
            case ContactAcknowledged e -> "Referrer told that the contact arrived";
            case ChildMatched e -> e.matchBasis() == MatchBasis.NEW_CHILD ? "Found to be a new child" : "Matched to this child's record";
            case ThresholdDecisionMade e -> "Decision: " + words.say(e.outcome());
            case ReferrerFeedbackGiven e -> "Feedback given to the referrer";
            case ChildRegistered e -> "Child registered";
            case ChildDetailsCorrected e -> "Child's details corrected";
            case ContactRoutedToOwner e -> "Contact passed to the owner of a restricted record";
            case ContactReturnedToFrontDoor e -> "Contact returned to the front door: another child";
            case AccessRestricted e -> e.level() == AccessEvent.Level.SEALED ? "Record sealed" : "Record restricted";
            case RestrictionReviewed e -> "Restriction reviewed: it stays";
            case RestrictionLifted e -> "Restriction lifted";
            case PersonExcluded e -> "Somebody kept from this record";
            case ExclusionEnded e -> "Somebody no longer kept from this record";
            case InvolvementBegun e -> "Case given to somebody: " + words.say(e.kind()).toLowerCase(java.util.Locale.UK);
            case InvolvementEnded e -> "Somebody no longer works on the case: " + words.say(e.kind()).toLowerCase(java.util.Locale.UK);
            case BreakGlassAccessUsed e -> "Record opened in need";
            case BreakGlassReviewed e -> e.justified() ? "Opening reviewed: it had to be opened" : "Opening reviewed: it need not have been opened";
            case AuditSampleGranted e -> "Case given to an auditor to read";
            case AuditSampleEnded e -> "Auditor's sample ended";
            case ReplayOpened e -> "Case replayed by an auditor";
            case MeetingEvent e -> meetings.title(e, at);
            case ActionEvent e -> meetings.title(e, at);
            case DocumentEvent e -> meetings.title(e, at);
            default -> recorded.event().getClass().getSimpleName();
        };
    }

    /** Who recorded it. */
    public String by(Recorded<?> recorded) {
        var actor = recorded.envelope().context().recordedBy();
        var agency = words.agency(actor.agencyId(), recorded.envelope().recordedAt());
        return words.say(actor.role()) + (agency.isEmpty() ? "" : ", " + agency);
    }

    /** Its details, texts opened. */
    public List<Detail> details(Recorded<?> recorded) {
        var out = new ArrayList<Detail>();
        var at = recorded.envelope().recordedAt();
        switch (recorded.event()) {
            case ContactReceived e -> {
                text(out, "Concern", e.concern());
                if (e.referrer() != null) {
                    text(out, "Referrer", e.referrer().name());
                    agency(out, "Referrer's agency", e.referrer().agencyId(), at);
                }
                plain(out, "Source", e.sourceCode() == null ? "Not given yet" : e.sourceCode().label());
                plain(out, "Decision due by", times.moment(e.decision().dueBy()) + " (" + e.decision().timescale() + ", " + e.decision().value() + ")");
            }
            case ContactDetailsCompleted e -> {
                plain(out, "Source", e.sourceCode() == null ? "" : e.sourceCode().label());
                if (e.referrer() != null) {
                    text(out, "Referrer", e.referrer().name());
                }
                e.children().forEach(child -> {
                    text(out, e.children().size() == 1 ? "Child’s name" : "Child " + child.ref() + ", name", child.name());
                    date(out, e.children().size() == 1 ? "Date of birth" : "Child " + child.ref() + ", date of birth", child.dob());
                    text(out, e.children().size() == 1 ? "Address" : "Child " + child.ref() + ", address", child.address());
                });
                text(out, "Further concern", e.furtherConcern());
                plain(out, "Still missing", e.stillMissing().stream().map(words::say).collect(Collectors.joining(", ")));
            }
            case ContactAcknowledged e -> plain(out, "How", words.say(e.method()));
            case ChildMatched e -> plain(out, "Rests on", words.say(e.matchBasis()) + ", confidence " + e.confidence() + "%");
            case ThresholdDecisionMade e -> {
                plain(out, "Stage of need", words.say(e.needStage()));
                plain(out, "Legal basis", words.say(e.legalBasis()));
                text(out, "Why", e.rationale());
                plain(out, "Pattern weighed", e.cumulativeFactor() ? "Yes: earlier concerns were a factor" : "");
                plain(out, "Contacts in 12 months", Integer.toString(e.contacts12m()));
                plain(out, "Consulted", e.agenciesConsulted().stream().map(id -> words.agency(id, at)).collect(Collectors.joining(", ")));
                plain(out, "Working time taken", e.elapsedWorkingMinutes() + " minutes");
            }
            case ReferrerFeedbackGiven e -> {
                text(out, "Told", e.outcomeText());
                text(out, "Why", e.reasons());
                text(out, "Signposted to", e.signposting());
                plain(out, "How", words.say(e.method()));
                plain(out, "Told how to challenge", e.challengeRouteGiven() ? "Yes" : "No");
            }
            case ChildRegistered e -> identity(out, e.name(), e.dob(), e.address(), e.nhsNumber(), e.upn());
            case ChildDetailsCorrected e -> {
                identity(out, e.name(), e.dob(), e.address(), e.nhsNumber(), e.upn());
                text(out, "Why", e.reason());
            }
            case AccessRestricted e -> {
                plain(out, "Ground", words.say(e.ground()));
                text(out, "Why", e.reason());
                plain(out, "Owner", colleagues.name(e.ownerId()));
                plain(out, "Review due by", times.moment(e.review().dueBy()) + " (" + e.review().timescale() + ", " + e.review().value() + ")");
            }
            case RestrictionReviewed e -> {
                text(out, "Why", e.reason());
                plain(out, "Owner", colleagues.name(e.ownerId()));
                plain(out, "Next review due by", times.moment(e.review().dueBy()));
            }
            case RestrictionLifted e -> text(out, "Why", e.reason());
            case PersonExcluded e -> person(out, e.userId(), e.reason());
            case ExclusionEnded e -> person(out, e.userId(), e.reason());
            case InvolvementBegun e -> {
                plain(out, "Who", colleagues.name(e.userId()));
                sharing(out, e.sharing());
            }
            case InvolvementEnded e -> plain(out, "Who", colleagues.name(e.userId()));
            case BreakGlassAccessUsed e -> {
                plain(out, "Who", colleagues.name(e.userId()));
                plain(out, "Why", words.say(e.reasonCode()));
                text(out, "In their words", e.reason());
                plain(out, "Open until", times.moment(e.until()));
                plain(out, "Review due by", times.moment(e.review().dueBy()));
            }
            case BreakGlassReviewed e -> text(out, "Found", e.note());
            case AuditSampleGranted e -> {
                plain(out, "Auditor", colleagues.name(e.auditorId()));
                text(out, "What for", e.reason());
                plain(out, "Until", times.moment(e.until()));
            }
            case ReplayOpened e -> {
                plain(out, "Auditor", colleagues.name(e.auditorId()));
                plain(out, "As of", times.moment(e.asOf()));
                plain(out, "Through the eyes of", e.viewpointAgencyId() == null ? "Everybody" : words.agency(e.viewpointAgencyId(), at));
            }
            case MeetingEvent e -> meetings.details(e, at).forEach(out::add);
            case ActionEvent e -> meetings.details(e, at).forEach(out::add);
            case DocumentEvent e -> meetings.details(e, at).forEach(out::add);
            default -> { }
        }
        var context = recorded.envelope().context();
        text(out, "Recorded late because", context.lateEntryReason());
        if (context.override() != null) {
            plain(out, "Rule set aside", String.join(", ", context.override().rules()) + ": " + words.say(context.override().reasonCode()));
            text(out, "Set aside because", context.override().reason());
        }
        return out;
    }

    private void person(List<Detail> out, UserId user, PersonalText why) {
        plain(out, "Who", colleagues.name(user));
        text(out, "Why", why);
    }

    private void identity(List<Detail> out, @Nullable PersonalText name, @Nullable PersonalText dob, @Nullable PersonalText address,
            @Nullable PersonalText nhsNumber, @Nullable PersonalText upn) {
        text(out, "Name", name);
        date(out, "Date of birth", dob);
        text(out, "Address", address);
        plain(out, "NHS number", nhsNumber(nhsNumber));
        text(out, "UPN", upn);
    }

    /** A sealed NHS number as people read it: 999 000 0018. */
    public String nhsNumber(@Nullable PersonalText number) {
        var opened = words.open(number);
        return opened.matches("\\d{10}") ? opened.substring(0, 3) + " " + opened.substring(3, 6) + " " + opened.substring(6) : opened;
    }

    private void text(List<Detail> out, String label, @Nullable PersonalText text) {
        plain(out, label, words.open(text));
    }

    private void date(List<Detail> out, String label, @Nullable PersonalText date) {
        plain(out, label, dateOf(words.open(date)));
    }

    /** A sealed day as "13 November 2026". */
    public String dateOf(@Nullable PersonalText date) {
        return dateOf(words.open(date));
    }

    /** A sealed day as "13 November 2026". */
    public String dateOf(SealedToken date) {
        return dateOf(words.open(date));
    }

    private String dateOf(String opened) {
        return opened.matches("\\d{4}-\\d{2}-\\d{2}") ? times.day(java.time.LocalDate.parse(opened)) : opened;
    }

    private void agency(List<Detail> out, String label, @Nullable AgencyId agency, Instant at) {
        plain(out, label, words.agency(agency, at));
    }

    private void sharing(List<Detail> out, @Nullable Sharing sharing) {
        if (sharing != null) {
            plain(out, "Shared on the basis of", words.say(sharing.basis()));
            plain(out, "The family knows", words.say(sharing.familyInformed()));
            text(out, "Why not, or what else", sharing.reason());
        }
    }

    private static void plain(List<Detail> out, String label, String text) {
        if (!text.isEmpty()) {
            out.add(new Detail(label, text));
        }
    }
}

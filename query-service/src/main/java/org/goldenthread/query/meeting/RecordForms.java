package org.goldenthread.query.meeting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.goldenthread.events.LedgerEvent;
import org.goldenthread.events.Sensitivity;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.meeting.MeetingEvent.AfterMeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Answer;
import org.goldenthread.events.meeting.MeetingEvent.Attendance;
import org.goldenthread.events.meeting.MeetingEvent.AttendanceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Category;
import org.goldenthread.events.meeting.MeetingEvent.ChildVoiceRecorded;
import org.goldenthread.events.meeting.MeetingEvent.DecisionType;
import org.goldenthread.events.meeting.MeetingEvent.Kind;
import org.goldenthread.events.meeting.MeetingEvent.MeetingCancelled;
import org.goldenthread.events.meeting.MeetingEvent.MeetingClosed;
import org.goldenthread.events.meeting.MeetingEvent.MeetingDecisionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.NotObtained;
import org.goldenthread.events.meeting.MeetingEvent.PositionRecorded;
import org.goldenthread.events.meeting.MeetingEvent.Stance;
import org.goldenthread.events.meeting.MeetingEvent.VoiceSource;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.events.values.RiskDomain;
import org.goldenthread.query.edge.Form;
import org.goldenthread.query.edge.Times;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.meeting.MeetingDesk.Opened;
import org.goldenthread.query.meeting.MeetingView.Ruling;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** The forms of a meeting's record: what stands in them to begin with, and which commands they become. */
@Component
final class RecordForms {

    /** How many working days after the meeting day an action may be due by one choice. */
    private static final List<Integer> DUE_AFTER = List.of(0, 1, 2, 5, 10, 20);

    private final Times times;
    private final Words words;

    RecordForms(Times times, Words words) {
        this.times = times;
        this.words = words;
    }

    /** One form of the record; {@code path} is the task of the command it becomes. */
    enum Part {
        OPENING("opening", "It began", "", new String[] {"began-day"}, Map.of("/at", "began-day")),
        SEAT("seats", "Seat added", "attendance", new String[] {"seat-agency", "seat-name"}, Map.of("/seat/agencyId", "seat-agency", "/seat/personName", "seat-name",
                "/seat/roleTitle", "seat-role")),
        ATTENDANCE("attendance", "Attendance recorded", "information", new String[] {"attendance"}, Map.of()),
        INFORMATION("information", "Information recorded", "info-agency", new String[] {"info-agency", "info-child", "info-category", "info-text", "info-source-day"},
                Map.of("/agencyId", "info-agency", "/text", "info-text", "/category", "info-category")),
        VOICE("child-voices", "What the child said is recorded", "voice-source", new String[] {"voice-source", "voice-words"}, Map.of("/words", "voice-words")),
        DECISION("decisions", "Decision recorded", "decision-answer", new String[] {"decision-answer", "decision-why", "decision-who", "decision-by-day", "decided-day"},
                Map.of("/rationale", "decision-why", "/whoDecides", "decision-who", "/decideBy", "decision-by-day", "/decision", "decision-answer", "/decidedAt", "decided-day")),
        POSITIONS("positions", "Positions recorded", "actions", new String[] {"positions"}, Map.of()),
        ACTION("actions", "Action agreed", "action-what", new String[] {"action-what", "action-agency", "action-name", "action-within", "action-due-day", "action-measure"},
                Map.of("/description", "action-what", "/ownerAgencyId", "action-agency", "/ownerName", "action-name", "/ownerRole", "action-role", "/dueOn", "action-within",
                        "/measure", "action-measure")),
        ADJOURNMENT("adjournments", "Meeting adjourned", "", new String[] {"resumes-day"}, Map.of("/resumesAt", "resumes-day", "/at", "resumes-day")),
        RESUMPTION("resumption", "The meeting goes on", "", new String[] {"resumed"}, Map.of()),
        CLOSING("closing", "Meeting closed", "", new String[] {"ended-day", "withoutThem", "next-day"}, Map.of("/endedAt", "ended-day", "/withoutThem", "withoutThem",
                "/nextMeetingAt", "next-day")),
        CANCELLATION("cancellation", "Meeting cancelled", "", new String[] {"cancel-reason"}, Map.of("/reason", "cancel-reason")),
        AFTER("after-decision", "Decision recorded", "decisions", new String[] {"decision-answer", "decision-why", "after-who", "after-why", "decided-day"},
                Map.of("/rationale", "decision-why", "/after/decidedBy", "after-who", "/after/reason", "after-why", "/decidedAt", "decided-day", "/decision", "decision-answer",
                        "/whoDecides", "decision-who", "/decideBy", "decision-by-day"));

        private static final List<String> MAY_BE_SET_ASIDE = List.of("E-STR-05", "E-MTG-09", "E-STR-09", "E-ACT-03", "E-ACT-06");

        private final String path;
        private final String news;
        private final String focus;
        @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
        private final List<String> fields;
        @SuppressWarnings("ImmutableEnumChecker") // Map.copyOf cannot be changed
        private final Map<String, String> pointers;

        Part(String path, String news, String focus, String[] fields, Map<String, String> pointers) {
            this.path = path;
            this.news = news;
            this.focus = focus;
            this.fields = List.of(fields);
            this.pointers = Map.copyOf(pointers);
        }

        static Part of(String path) {
            return Stream.of(values()).filter(part -> part.path.equals(path)).findFirst().orElseThrow();
        }

        String path() {
            return path;
        }

        /** Its name in the page's model. */
        String form() {
            return name().toLowerCase(Locale.ROOT);
        }

        String news() {
            return news;
        }

        /** Which field the page goes to once it is saved: the same one again where one adds several. */
        String focus() {
            return focus;
        }

        String[] fields() {
            return fields.toArray(String[]::new);
        }

        Map<String, String> pointers() {
            return pointers;
        }

        /** Whether what is typed into it is kept as a draft. */
        boolean isKept() {
            return this == INFORMATION || this == VOICE || this == DECISION || this == ACTION || this == CLOSING || this == AFTER;
        }

        /** Whether it is decided on what its writer saw. */
        boolean decides() {
            return this == DECISION || this == VOICE || this == CLOSING;
        }

        /** Offers to set a rule aside, with those that were set aside for this form before. */
        void offer(String rule, Form form) {
            if (MAY_BE_SET_ASIDE.contains(rule)) {
                var all = Stream.concat(Stream.of(form.get("override-rules").split(" ", -1)), Stream.of(rule)).filter(one -> !one.isEmpty()).distinct().toList();
                form.with("override-rules", String.join(" ", all));
            }
        }
    }

    /** A form before anything is typed. */
    Form blank(Part part, Opened meeting) {
        var form = Form.empty(part.fields()).with("version", Integer.toString(meeting.view().version()));
        switch (part) {
            case ATTENDANCE -> meeting.view().places().stream().filter(place -> place.attended() != null).forEach(place -> {
                var attended = Objects.requireNonNull(place.attended());
                form.with("status-" + place.seat().number(), attended.status().name()).with("authority-" + place.seat().number(), Boolean.toString(attended.decisionAuthority()))
                        .with("instead-" + place.seat().number(), words.open(attended.substitute()));
            });
            case POSITIONS -> meeting.view().decisions().forEach(decision -> decision.stands().stream().filter(stand -> stand.said() != null)
                    .forEach(stand -> form.with("stance-" + decision.id() + "-" + stand.agency(), stand.stance().name())));
            case ACTION -> form.with("action-within", "5");
            default -> { }
        }
        return form;
    }

    /** The choices of every form. */
    void choices(Opened meeting, Model page) {
        var view = meeting.view();
        page.addAttribute("attendances", options(Attendance.values()));
        page.addAttribute("categories", options(Category.values()));
        page.addAttribute("risks", options(RiskDomain.values()));
        var voices = new LinkedHashMap<String, String>();
        Stream.of(VoiceSource.values()).filter(source -> source != VoiceSource.NOT_HAD).forEach(source -> voices.put("FROM:" + source, words.say("VOICE_" + source)));
        Stream.of(NotObtained.values()).forEach(why -> voices.put("NOT:" + why, "Not had: " + words.say("NOT_" + why).toLowerCase(Locale.UK)));
        page.addAttribute("voices", voices.entrySet());
        var answers = new LinkedHashMap<String, String>();
        typesOf(view.kind()).forEach(type -> type.answers().stream().filter(answer -> answer != Answer.NOT_DECIDED || view.closed() == null).forEach(answer -> answers.put(type + ":" + answer, words.say(type) + ": " + words.say(answer).toLowerCase(Locale.UK))));
        page.addAttribute("answers", answers.entrySet());
        page.addAttribute("stances", options(Stance.AGREED, Stance.DISSENTED, Stance.NOT_ASKED, Stance.NOT_PRESENT));
        var due = new LinkedHashMap<String, String>();
        for (int days : DUE_AFTER) {
            due.put(Integer.toString(days), (days == 0 ? "On the day: " : days == 1 ? "1 working day: " : days + " working days: ") + times.day(dueOn(meeting, days)));
        }
        due.put("OTHER", "Another day");
        page.addAttribute("dueOptions", due.entrySet());
        var children = new LinkedHashMap<String, String>();
        @SuppressWarnings("unchecked")
        var names = (Map<ChildId, String>) Objects.requireNonNull(page.getAttribute("names"));
        view.children().forEach(child -> children.put(Integer.toString(child.ref()), names.getOrDefault(child.id(), "Child " + child.ref())));
        page.addAttribute("childOptions", children.entrySet());
        var agencies = new LinkedHashMap<String, String>();
        view.agencies().forEach(agency -> agencies.put(agency.toString(), words.agency(agency, times.now())));
        page.addAttribute("agencyOptions", agencies.entrySet());
        var decisions = new LinkedHashMap<String, String>();
        view.children().forEach(child -> view.standing(child.id()).forEach(one -> decisions.put(one.id().toString(),
                names.getOrDefault(child.id(), "") + ": " + words.say(one.type()) + ", " + words.say(one.answer()).toLowerCase(Locale.UK))));
        page.addAttribute("decisionOptions", decisions.entrySet());
    }

    private static List<DecisionType> typesOf(Kind kind) {
        return kind == Kind.STRATEGY ? Stream.of(DecisionType.values()).filter(type -> type != DecisionType.HELP_GOES_ON).toList()
                : List.of(DecisionType.HELP_GOES_ON, DecisionType.IMMEDIATE_SAFETY, DecisionType.WHO_TELLS_FAMILY, DecisionType.OTHER_CHILDREN, DecisionType.NEXT_MEETING);
    }

    private List<Map.Entry<String, String>> options(Enum<?>... values) {
        return Stream.of(values).map(value -> Map.entry(value.name(), words.say(value))).toList();
    }

    private static LocalDate dueOn(Opened meeting, int workingDays) {
        return WorkingCalendar.englandAndWales().workingDayAfter(WorkingCalendar.dayOf(meeting.view().convened().startsAt()), workingDays);
    }

    /** Whether an event is about the very thing a form records: then its writer must see the difference first. */
    boolean touches(Part part, Form form, Opened meeting, LedgerEvent event) {
        boolean ended = event instanceof MeetingClosed || event instanceof MeetingCancelled;
        return ended || switch (part) {
            case DECISION -> event instanceof MeetingDecisionRecorded e && child(form, "decision-child", meeting).filter(e.childId()::equals).isPresent()
                    && form.get("decision-answer").startsWith(e.type() + ":");
            case VOICE -> event instanceof ChildVoiceRecorded e && child(form, "voice-child", meeting).filter(e.childId()::equals).isPresent();
            case ATTENDANCE -> event instanceof AttendanceRecorded e && (!form.get("status-" + e.seat()).equals(e.status().name())
                    || form.has("authority-" + e.seat(), "true") != e.decisionAuthority() || !form.get("instead-" + e.seat()).equals(words.open(e.substitute())));
            case POSITIONS -> event instanceof PositionRecorded e && !form.get("stance-" + e.decisionId() + "-" + e.agencyId()).equals(e.stance().name());
            case CLOSING, CANCELLATION, ADJOURNMENT -> true;
            default -> event instanceof AfterMeetingDecisionRecorded;
        };
    }

    private static Optional<ChildId> child(Form form, String field, Opened meeting) {
        return meeting.view().child(ref(form, field, meeting)).map(MeetingView.Child::id);
    }

    /** The child chosen; where there is only one, that one. */
    private static int ref(Form form, String field, Opened meeting) {
        return meeting.view().children().size() == 1 ? 1 : form.get(field).matches("\\d{1,2}") ? Integer.parseInt(form.get(field)) : 0;
    }

    private static int requiredRef(Form form, String field, Opened meeting) {
        int ref = ref(form, field, meeting);
        if (meeting.view().child(ref).isEmpty()) {
            form.fault(field, "Choose which child");
        }
        return ref;
    }

    /** The bodies of the commands a form becomes; what is wrong with it is noted in it. */
    List<Map<String, Object>> read(Part part, Form form, Opened meeting) {
        return switch (part) {
            case OPENING -> one(form, body -> form.moment("began", "Enter when it began as day, month, year and time, or leave all four empty for now").ifPresent(at -> body.put("at", at)));
            case SEAT -> one(form, body -> seat(form, body));
            case ATTENDANCE -> attendance(form, meeting);
            case INFORMATION -> one(form, body -> information(form, meeting, body));
            case VOICE -> one(form, body -> voice(form, meeting, body));
            case DECISION -> one(form, body -> decision(form, meeting, body));
            case POSITIONS -> positions(form, meeting);
            case ACTION -> one(form, body -> action(form, meeting, body));
            case ADJOURNMENT -> one(form, body -> adjournment(form, meeting, body));
            case RESUMPTION -> one(form, body -> { });
            case CLOSING -> one(form, body -> closing(form, body));
            case CANCELLATION -> one(form, body -> {
                form.require("cancel-reason", "Enter why it won’t be held");
                body.put("reason", form.orNull("cancel-reason"));
            });
            case AFTER -> one(form, body -> afterwards(form, meeting, body));
        };
    }

    /** Fills in one body. */
    @FunctionalInterface
    private interface Filling {
        void of(Map<String, Object> body);
    }

    private static List<Map<String, Object>> one(Form form, Filling filling) {
        var body = new LinkedHashMap<String, Object>();
        filling.of(body);
        entry(form, false).ifPresent(entry -> body.put("entry", entry));
        return List.of(body);
    }

    /** What any command may carry: why it is late, which rules are set aside and why. */
    private static Optional<Map<String, Object>> entry(Form form, boolean sensitive) {
        var entry = new HashMap<String, Object>();
        if (form.orNull("lateEntryReason") != null) {
            entry.put("lateEntryReason", form.get("lateEntryReason"));
        }
        var rules = Stream.of(form.get("override-rules").split(" ", -1)).filter(rule -> !rule.isEmpty()).toList();
        if (!rules.isEmpty() && form.orNull("override-reason") != null) {
            var setAside = new LinkedHashMap<String, Object>();
            setAside.put("ruleId", rules.getFirst());
            setAside.put("furtherRuleIds", rules.size() == 1 ? null : rules.subList(1, Math.min(6, rules.size())));
            setAside.put("reasonCode", "OTHER");
            setAside.put("reason", form.get("override-reason"));
            entry.put("override", setAside);
        }
        if (sensitive) {
            entry.put("sensitive", true);
        }
        return entry.isEmpty() ? Optional.empty() : Optional.of(entry);
    }

    private static void seat(Form form, Map<String, Object> body) {
        form.require("seat-agency", "Choose an agency");
        var seat = new LinkedHashMap<String, Object>();
        seat.put("agencyId", form.orNull("seat-agency"));
        seat.put("personName", form.orNull("seat-name"));
        seat.put("roleTitle", form.orNull("seat-role"));
        body.put("seat", seat);
    }

    private List<Map<String, Object>> attendance(Form form, Opened meeting) {
        var bodies = new ArrayList<Map<String, Object>>();
        for (var place : meeting.view().places()) {
            int seat = place.seat().number();
            var status = form.get("status-" + seat);
            boolean authority = form.has("authority-" + seat, "true");
            var attended = place.attended();
            var instead = form.get("instead-" + seat);
            if (!status.isEmpty() && (attended == null || !attended.status().name().equals(status) || attended.decisionAuthority() != authority
                    || !instead.equals(words.open(attended.substitute())))) {
                var body = new LinkedHashMap<String, Object>();
                body.put("seat", seat);
                body.put("status", status);
                body.put("decisionAuthority", authority);
                body.put("substitute", form.orNull("instead-" + seat));
                bodies.add(body);
            }
        }
        if (bodies.isEmpty()) {
            form.refused("Choose for at least one seat whether they came, or go on.");
        }
        return bodies;
    }

    private static void information(Form form, Opened meeting, Map<String, Object> body) {
        form.require("info-agency", "Choose which agency told it");
        form.require("info-category", "Choose what it is about");
        form.require("info-text", "Enter what they told");
        body.put("agencyId", form.orNull("info-agency"));
        body.put("ref", requiredRef(form, "info-child", meeting));
        body.put("category", form.orNull("info-category"));
        body.put("text", form.orNull("info-text"));
        body.put("risk", form.orNull("info-risk"));
        body.put("sensitivity", form.has("info-sensitive", "true") ? Sensitivity.SENSITIVE : Sensitivity.STANDARD);
        form.day("info-source", "Enter the day it is from as day, month and year, or leave all three empty").ifPresent(day -> body.put("sourceDate", day));
    }

    private static void voice(Form form, Opened meeting, Map<String, Object> body) {
        form.require("voice-source", "Choose where the child’s voice comes from, or why it could not be had");
        body.put("ref", requiredRef(form, "voice-child", meeting));
        var source = form.get("voice-source");
        if (source.startsWith("NOT:")) {
            body.put("source", VoiceSource.NOT_HAD);
            body.put("notObtained", source.substring(4));
        } else {
            form.require("voice-words", "Enter what the child said or showed, in their words");
            body.put("source", source.isEmpty() ? null : source.substring(5));
            body.put("words", form.orNull("voice-words"));
        }
    }

    private static void decision(Form form, Opened meeting, Map<String, Object> body) {
        decided(form, meeting, body);
        var chosen = form.get("decision-answer").split(":", 2);
        if (chosen.length == 2 && chosen[1].equals(Answer.NOT_DECIDED.name())) {
            form.require("decision-who", "Enter who will decide");
            body.put("whoDecides", form.orNull("decision-who"));
            form.day("decision-by", "Enter by which day they decide").ifPresentOrElse(day -> body.put("decideBy", day),
                    () -> form.fault("decision-by-day", "Enter by which day they decide"));
        }
        form.moment("decided", "Enter when it was decided as day, month, year and time, or leave all four empty for now").ifPresent(at -> body.put("decidedAt", at));
    }

    /** What any decision says, in the meeting or after it. */
    private static void decided(Form form, Opened meeting, Map<String, Object> body) {
        form.require("decision-answer", "Choose the decision");
        form.require("decision-why", "Enter why");
        int ref = requiredRef(form, "decision-child", meeting);
        var chosen = form.get("decision-answer").split(":", 2);
        body.put("ref", ref);
        body.put("type", chosen[0].isEmpty() ? null : chosen[0]);
        body.put("decision", chosen.length < 2 ? null : chosen[1]);
        body.put("rationale", form.orNull("decision-why"));
        if (form.has("decision-instead", "true")) {
            standing(meeting, ref, chosen[0]).ifPresent(one -> body.put("supersedes", one.id().toString()));
        }
    }

    private static Optional<Ruling> standing(Opened meeting, int ref, String type) {
        return meeting.view().child(ref).flatMap(child -> meeting.view().standing(child.id()).stream().filter(one -> one.type().name().equals(type)).findFirst());
    }

    private static List<Map<String, Object>> positions(Form form, Opened meeting) {
        var bodies = new ArrayList<Map<String, Object>>();
        for (var decision : meeting.view().decisions()) {
            for (var stand : decision.stands()) {
                var field = decision.id() + "-" + stand.agency();
                var stance = form.get("stance-" + field);
                var reason = form.orNull("reason-" + field);
                var said = stand.said();
                if (!stance.isEmpty() && (said == null || !said.stance().name().equals(stance))) {
                    if (stance.equals(Stance.DISSENTED.name()) && reason == null) {
                        form.fault("reason-" + field, "Enter why they disagree");
                    }
                    var body = new LinkedHashMap<String, Object>();
                    body.put("decisionId", decision.id().toString());
                    body.put("agencyId", stand.agency().toString());
                    body.put("stance", stance);
                    body.put("reason", reason);
                    bodies.add(body);
                }
            }
        }
        if (bodies.isEmpty()) {
            form.refused("Choose for at least one agency how it stands to a decision, or go on.");
        }
        return bodies;
    }

    private static void action(Form form, Opened meeting, Map<String, Object> body) {
        form.require("action-what", "Enter what will be done");
        form.require("action-agency", "Choose the agency that does it");
        if (form.orNull("action-name") == null && form.orNull("action-role") == null) {
            form.fault("action-name", "Enter the name of the person who does it, or a role to be named by tomorrow");
        }
        body.put("description", form.orNull("action-what"));
        body.put("ownerAgencyId", form.orNull("action-agency"));
        body.put("ownerName", form.orNull("action-name"));
        body.put("ownerRole", form.orNull("action-role"));
        body.put("measure", form.orNull("action-measure"));
        body.put("decisionId", form.orNull("action-decision"));
        body.put("risk", form.orNull("action-risk"));
        body.put("refs", form.all("action-child").stream().filter(ref -> ref.matches("\\d{1,2}")).map(Integer::valueOf).toList());
        if (form.get("action-within").matches("\\d{1,2}")) {
            body.put("dueOn", dueOn(meeting, Integer.parseInt(form.get("action-within"))).toString());
        } else {
            form.day("action-due", "Enter by which day it is done").ifPresentOrElse(day -> body.put("dueOn", day), () -> form.fault("action-due-day", "Enter by which day it is done"));
        }
    }

    private static void adjournment(Form form, Opened meeting, Map<String, Object> body) {
        form.moment("resumes", "Enter when it goes on as day, month, year and time").ifPresentOrElse(at -> body.put("resumesAt", at),
                () -> form.fault("resumes-day", "Enter when it goes on as day, month, year and time"));
        var meanwhile = new ArrayList<String>();
        meeting.view().children().forEach(child -> {
            form.require("meanwhile-" + child.ref(), "Enter how they are kept safe until the meeting goes on");
            meanwhile.add(form.get("meanwhile-" + child.ref()));
        });
        body.put("meanwhile", meanwhile);
    }

    private static void closing(Form form, Map<String, Object> body) {
        form.moment("ended", "Enter when it ended as day, month, year and time, or leave all four empty for now").ifPresent(at -> body.put("endedAt", at));
        form.moment("next", "Enter when the next one is as day, month, year and time, or leave all four empty").ifPresent(at -> body.put("nextMeetingAt", at));
        body.put("withoutThem", form.orNull("withoutThem"));
    }

    private static void afterwards(Form form, Opened meeting, Map<String, Object> body) {
        decided(form, meeting, body);
        form.require("after-who", "Enter who decided");
        form.require("after-why", "Enter why it was decided after the meeting");
        form.moment("decided", "Enter when it was decided as day, month, year and time, or leave all four empty for now").ifPresent(at -> body.put("decidedAt", at));
        var after = new LinkedHashMap<String, Object>();
        after.put("decidedBy", form.orNull("after-who"));
        after.put("reason", form.orNull("after-why"));
        after.put("consulted", form.all("after-consulted"));
        body.put("after", after);
    }
}

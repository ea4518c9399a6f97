package org.goldenthread.query.stewardship;

import java.util.Map;
import org.goldenthread.query.audit.Reading;
import org.goldenthread.query.desk.Colleagues;
import org.goldenthread.query.edge.Words;
import org.springframework.stereotype.Component;

/** Says why somebody may see a record, and what they looked at, in plain words. */
@Component("stewardWords")
public final class Wording {

    private static final Map<String, String> WHY = Map.of("ALLOCATED", "works on this case", "SUPERVISOR", "supervises this case", "INVITED", "was invited",
            "RECIPIENT", "was sent something of it", "FRONT_DOOR", "a contact about this child is at the front door", "OWNER", "owns the restriction of this record",
            "AUDIT_SAMPLE", "the case is in their audit sample", "BREAK_GLASS", "opened it in need, with a reason", "ROLE", "their role alone",
            "EXPORT", "took it out as a file, with a reason");
    private static final Map<String, String> WHAT = Map.ofEntries(Map.entry("infra/export", "the whole case"), Map.entry("/front-door", "the front-door queue"), Map.entry("/front-door/list", "the front-door queue"),
            Map.entry("/v1/front-door", "the front-door queue (software)"), Map.entry("/search", "a search"), Map.entry("/v1/child-searches", "a search (software)"),
            Map.entry("/children/{id}", "the chronology"), Map.entry("/v1/children/{id}/chronology", "the chronology (software)"),
            Map.entry("/children/{id}/replay", "the form to replay the case"), Map.entry("/children/{id}/replay/steps", "a replay of the case"),
            Map.entry("/v1/children/{id}/replay", "a replay of the case (software)"),
            Map.entry("/children/{id}/details", "the child’s details"), Map.entry("/children/{id}/access", "who may see it"),
            Map.entry("/children/{id}/readings", "who looked"), Map.entry("/children/{id}/break-glass", "the form to open it in need"),
            Map.entry("/contacts/{id}", "a contact"), Map.entry("/v1/contacts/{id}", "a contact (software)"), Map.entry("/cases", "the list of their cases"),
            Map.entry("/contacts/{id}/match/{ref}", "records that look like a child"), Map.entry("/contacts/{id}/decide/{ref}", "the decision form of a contact"));

    private final Words words;
    private final Colleagues colleagues;

    Wording(Words words, Colleagues colleagues) {
        this.words = words;
        this.colleagues = colleagues;
    }

    /** A colleague's name. */
    public String name(org.goldenthread.events.values.UserId user) {
        return colleagues.name(user);
    }

    /** Why somebody could see it. */
    public String why(String relation) {
        return WHY.getOrDefault(relation, words.say(relation));
    }

    /** What of it they saw. */
    public String what(Reading reading) {
        var path = reading.what().substring(reading.what().indexOf(' ') + 1);
        return WHAT.getOrDefault(path, path.startsWith("/contacts/") ? "a form of a contact" : path);
    }
}

package org.goldenthread.query.meeting;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.document.DocumentEvent.Heading;
import org.goldenthread.events.document.DocumentEvent.Passage;
import org.goldenthread.events.document.Handling;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.meeting.MeetingView.Told;
import org.goldenthread.query.meeting.MinutesView.Version;
import org.jspecify.annotations.Nullable;

/**
 * What one recipient may have of a version of the minutes: each passage by its handling, never looser than what was told in the meeting
 * is held by itself, whatever its writer chose (domain 3e).
 */
public record MinutesPackage(List<Part> parts, int left) {

    /** One passage as a recipient has it; {@code told} where it repeats what an agency told. */
    public record Part(int number, @Nullable ChildId child, Heading heading, PersonalText text, AgencyId owner, Handling handling, List<AgencyId> named, @Nullable Told told) {

        boolean reaches(AgencyId agency) {
            return handling.reaches(agency, owner, named);
        }
    }

    /** The whole version, for those who may read the meeting's own record. */
    static MinutesPackage whole(Version version, MeetingView meeting) {
        return new MinutesPackage(parts(version.drafted().passages(), meeting), 0);
    }

    /** What an agency that is owed the minutes may have of a version; {@code left} counts the passages that it may not. */
    static MinutesPackage of(Version version, MeetingView meeting, AgencyId agency) {
        var all = parts(version.drafted().passages(), meeting);
        var reaching = all.stream().filter(part -> part.reaches(agency)).toList();
        return new MinutesPackage(reaching, all.size() - reaching.size());
    }

    /** The passages about one child, or about all of them; nothing that was told under a heading of the writer's own. */
    public List<Part> of(@Nullable ChildId child, boolean isTold) {
        return parts.stream().filter(part -> (child == null ? part.child() == null : child.equals(part.child())) && (part.told() != null) == isTold).toList();
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    private static List<Part> parts(List<Passage> passages, MeetingView meeting) {
        var parts = new ArrayList<Part>();
        for (var one : passages) {
            if (one.text() != null) {
                parts.add(new Part(one.number(), one.childId(), one.heading(), one.text(), one.ownerAgencyId(), one.handling(), one.named(), null));
            } else {
                told(meeting, one.infoId()).ifPresent(told -> parts.add(new Part(one.number(), told.of().childId(), Heading.INFORMATION, told.of().text(), told.of().agencyId(),
                        one.handling().orCloser(least(told)), one.named(), told)));
            }
        }
        return List.copyOf(parts);
    }

    /** The least that is held by: as its category and the item say, or its entry where that was marked. */
    static Handling least(Told told) {
        var ofEntry = told.recorded().envelope().context().sensitivity();
        return Handling.atLeast(told.of().category(), ofEntry.compareTo(told.of().sensitivity()) > 0 ? ofEntry : told.of().sensitivity());
    }

    private static Optional<Told> told(MeetingView meeting, @Nullable UUID info) {
        return meeting.information().stream().filter(one -> one.of().infoId().equals(info)).findFirst();
    }
}

package org.goldenthread.query.meeting;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Optional;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.chronology.Chronology;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.meeting.FamilyView.Copy;
import org.goldenthread.query.meeting.MinutesReading.Content;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what of the minutes may stand in a copy for some children's family, and what does stand in one. */
@Component
final class FamilyReading {

    private final MinutesReading reading;
    private final Chronology chronology;
    private final Words words;

    FamilyReading(MinutesReading reading, Chronology chronology, Words words) {
        this.reading = reading;
        this.chronology = chronology;
        this.words = words;
    }

    /** A copy's content with the version it is taken from. */
    record Shown(Content whole, FamilyPackage pack) {}

    /** All that may stand in a copy of a version for these children's family. Noted as shown. */
    Shown possible(Reader reader, MinutesView minutes, int version, Collection<ChildId> theirs) {
        var whole = whole(reader, minutes, version);
        return new Shown(whole, FamilyPackage.of(whole, theirs, text(reader, whole, theirs)::barred, words::open));
    }

    /** What stands in a copy: what was chosen for it, and may; once it is released, what was released. Noted as shown. */
    Shown shown(Reader reader, MinutesView minutes, Copy copy) {
        var whole = whole(reader, minutes, copy.prepared().version());
        var theirs = copy.prepared().about();
        if (copy.released() != null) {
            return new Shown(whole, FamilyPackage.of(whole, theirs, text -> Optional.empty(), words::open).released(copy.released(), whole.meeting()));
        }
        var text = text(reader, whole, theirs);
        return new Shown(whole, FamilyPackage.of(whole, theirs, text::barred, words::open).chosen(copy.prepared(), whole.meeting(), text::barred, words::open));
    }

    private Content whole(Reader reader, MinutesView minutes, int version) {
        return reading.content(reader, minutes, minutes.of(version).orElseThrow(NotFound::new), Optional.empty());
    }

    /** By every name and address that any of the meeting's children ever had here: the one before is where somebody may still be. */
    private FamilyText text(Reader reader, Content whole, Collection<ChildId> theirs) {
        var own = new ArrayList<String>();
        var others = new ArrayList<String>();
        var addresses = new ArrayList<String>();
        for (var child : whole.names().keySet()) {
            for (var known : chronology.identities(reader.ledger(), child)) {
                opened(known.name()).ifPresent(theirs.contains(child) ? own::add : others::add);
                opened(known.address()).ifPresent(addresses::add);
            }
        }
        return new FamilyText(own, others, addresses);
    }

    private Optional<String> opened(@Nullable PersonalText text) {
        return Optional.of(words.open(text)).filter(said -> !said.isEmpty());
    }
}

package org.goldenthread.query.meeting;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.chronology.Chronology;
import org.goldenthread.query.chronology.Identity;
import org.goldenthread.query.edge.Failures.NotFound;
import org.goldenthread.query.edge.Words;
import org.goldenthread.query.meeting.FamilyView.Copy;
import org.goldenthread.query.meeting.MinutesReading.Content;
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
        return new Shown(whole, FamilyPackage.of(whole, theirs, text(reader, whole, theirs), words::open));
    }

    /** What stands in a copy: what was chosen for it, and may. Noted as shown. */
    Shown shown(Reader reader, MinutesView minutes, Copy copy) {
        var whole = whole(reader, minutes, copy.prepared().version());
        var theirs = copy.prepared().about();
        var text = text(reader, whole, theirs);
        return new Shown(whole, FamilyPackage.of(whole, theirs, text, words::open).chosen(copy.prepared(), whole.meeting(), text, words::open));
    }

    private Content whole(Reader reader, MinutesView minutes, int version) {
        return reading.content(reader, minutes, minutes.of(version).orElseThrow(NotFound::new), Optional.empty());
    }

    /** Addresses are those known today: one that became known after the meeting is no less a place. */
    private FamilyText text(Reader reader, Content whole, Collection<ChildId> theirs) {
        var names = whole.names();
        return new FamilyText(theirs.stream().flatMap(child -> Stream.ofNullable(names.get(child))).toList(),
                names.entrySet().stream().filter(one -> !theirs.contains(one.getKey())).map(one -> one.getValue()).filter(name -> !name.equals(MinutesReading.NO_NAME)).toList(),
                names.keySet().stream().flatMap(child -> chronology.identity(reader.ledger(), child, reading.now()).stream()).map(Identity::address).map(words::open)
                        .filter(address -> !address.isEmpty()).toList());
    }
}

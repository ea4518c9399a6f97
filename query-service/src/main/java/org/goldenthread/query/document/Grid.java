package org.goldenthread.query.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.query.document.Documents.Copy;
import org.jspecify.annotations.Nullable;

/** Who has which version: a line an agency, a column a version, the newest first. */
public record Grid(DocumentId document, List<Integer> versions, List<Line> lines) {

    /** One agency, and what it has of each version; missing where it was never to have it. */
    public record Line(AgencyId agency, String owedAs, List<@Nullable Copy> cells) {}

    /** Of copies of one document, the newest version first; empty of none. */
    public static Optional<Grid> of(List<Copy> copies) {
        if (copies.isEmpty()) {
            return Optional.empty();
        }
        var versions = new TreeSet<Integer>(java.util.Comparator.reverseOrder());
        var byAgency = new LinkedHashMap<AgencyId, Map<Integer, Copy>>();
        copies.forEach(copy -> {
            versions.add(copy.version());
            byAgency.computeIfAbsent(copy.agency(), agency -> new LinkedHashMap<>()).putIfAbsent(copy.version(), copy);
        });
        var lines = new ArrayList<Line>();
        byAgency.forEach((agency, has) -> {
            var cells = new ArrayList<@Nullable Copy>();
            versions.forEach(version -> cells.add(has.get(version)));
            lines.add(new Line(agency, has.values().iterator().next().owedAs(), cells));
        });
        return Optional.of(new Grid(copies.getFirst().document(), List.copyOf(versions), List.copyOf(lines)));
    }
}

package org.goldenthread.events.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.goldenthread.events.values.Agency;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.AgencyType;
import org.goldenthread.events.values.LedgerId;
import org.jspecify.annotations.Nullable;

/**
 * Ledgers and agencies, read from {@code ledgers.csv} and {@code agencies.csv}: one line for each name an agency, or area
 * code an authority, has had. Area codes come and go (domain 0.10); ids never do.
 */
public final class Reference {

    private final Map<LedgerId, List<Area>> ledgers = new LinkedHashMap<>();
    private final Map<AgencyId, Agency> agencies = new LinkedHashMap<>();

    /** An authority's ONS area code and name with the days they hold: {@code from} inclusive, {@code until} exclusive or open. */
    public record Area(LedgerId ledger, String code, String name, LocalDate from, @Nullable LocalDate until) {}

    private Reference(String ledgerLines, String agencyLines) {
        for (var row : rows(ledgerLines)) {
            var area = new Area(new LedgerId(Integer.parseInt(row[0])), row[1], row[2], LocalDate.parse(row[3]), day(row, 4));
            ledgers.computeIfAbsent(area.ledger(), id -> new ArrayList<>()).add(area);
        }
        for (var row : rows(agencyLines)) {
            var id = AgencyId.of(row[0]);
            var names = new ArrayList<>(agencies.containsKey(id) ? agencies.get(id).names() : List.of());
            names.add(new Agency.Named(row[2], LocalDate.parse(row[3]), day(row, 4)));
            var successors = row.length > 5 && !row[5].isBlank() ? List.of(AgencyId.of(row[5])) : List.<AgencyId>of();
            agencies.put(id, new Agency(id, AgencyType.valueOf(row[1]), names, successors));
        }
    }

    /** The invented authorities and agencies of the demo. */
    public static Reference demo() {
        return new Reference(resource("/reference/ledgers.csv"), resource("/reference/agencies.csv"));
    }

    /** Reads {@code ledgers.csv} and {@code agencies.csv} in a folder. */
    public static Reference in(Path folder) {
        try {
            return new Reference(Files.readString(folder.resolve("ledgers.csv")), Files.readString(folder.resolve("agencies.csv")));
        } catch (IOException e) {
            throw new UncheckedIOException("no ledgers.csv and agencies.csv in " + folder, e);
        }
    }

    public Collection<LedgerId> ledgers() {
        return ledgers.keySet();
    }

    /** The area of a ledger on a day; before its first, the first; after its last, the last. */
    public Area areaOn(LedgerId ledger, LocalDate day) {
        var areas = Optional.ofNullable(ledgers.get(ledger))
                .orElseThrow(() -> new IllegalArgumentException("ledgers.csv has no ledger " + ledger));
        return areas.stream().filter(area -> !day.isBefore(area.from()) && (area.until() == null || day.isBefore(area.until())))
                .findFirst().orElseGet(() -> day.isBefore(areas.getFirst().from()) ? areas.getFirst() : areas.getLast());
    }

    public Collection<Agency> agencies() {
        return agencies.values();
    }

    public Optional<Agency> agency(AgencyId id) {
        return Optional.ofNullable(agencies.get(id));
    }

    private static List<String[]> rows(String lines) {
        return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).skip(1)
                .map(line -> line.split(",", -1)).toList();
    }

    private static @Nullable LocalDate day(String[] row, int column) {
        return row.length > column && !row[column].isBlank() ? LocalDate.parse(row[column]) : null;
    }

    private static String resource(String name) {
        try (var in = Reference.class.getResourceAsStream(name)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

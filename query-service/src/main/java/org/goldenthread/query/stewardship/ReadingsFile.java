package org.goldenthread.query.stewardship;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.EDT;
import static org.goldenthread.events.Role.FD_MANAGER;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;
import static org.goldenthread.events.Role.SOCIAL_WORKER;
import static org.goldenthread.events.Role.TEAM_MANAGER;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.goldenthread.events.Role;
import org.goldenthread.events.access.AccessDecision.Fields;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.ChildId;
import org.goldenthread.query.access.Access;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.audit.AuditStore;
import org.goldenthread.query.audit.Reading;
import org.goldenthread.query.exports.ExportKind;
import org.springframework.stereotype.Component;

/** Readings as a file: what an agency's people looked at, or who looked at one record. Numbers of people and records, no names. */
abstract class ReadingsFile implements ExportKind {

    private static final int MOST = 100_000;

    @Override
    public byte[] make(Reader reader, Ask ask) {
        var out = new StringWriter();
        try (var rows = CSVFormat.EXCEL.builder().setHeader("at", "person", "role", "agency", "why", "what", "from", "records").get().print(out)) {
            for (var reading : readings(reader, ask)) {
                rows.printRecord(reading.at(), reading.user(), reading.role(), reading.agency(), reading.why(), reading.what(), reading.origin(),
                        ids(reading, ask).stream().map(UUID::toString).collect(Collectors.joining(" ")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a string takes everything", e);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    abstract List<Reading> readings(Reader reader, Ask ask);

    List<UUID> ids(Reading reading, Ask ask) {
        return reading.ids();
    }

    /** What the people of one agency looked at, to be kept by that agency. */
    @Component
    static final class OfAgency extends ReadingsFile {

        private final AuditStore audit;

        OfAgency(AuditStore audit) {
            this.audit = audit;
        }

        @Override
        public Name name() {
            return Name.READINGS_OF_AGENCY;
        }

        @Override
        public Set<Role> roles() {
            return Set.of(INFO_GOVERNANCE, AGENCY_LEAD);
        }

        @Override
        public boolean isOpenTo(Reader reader, Ask ask) {
            return reader.isAnyOf(INFO_GOVERNANCE) || Objects.equals(ask.agency(), reader.actor().agencyId().value());
        }

        @Override
        List<Reading> readings(Reader reader, Ask ask) {
            return audit.by(reader.ledger(), new AgencyId(Objects.requireNonNull(ask.agency())),
                    Objects.requireNonNull(ask.from()).atStartOfDay(WorkingCalendar.LONDON).toInstant(),
                    Objects.requireNonNull(ask.until()).plusDays(1).atStartOfDay(WorkingCalendar.LONDON).toInstant(), MOST);
        }

        @Override
        public List<UUID> records(Ask ask) {
            return List.of();
        }
    }

    /** Who looked at one child's record; of lists they were shown it in, this record alone. */
    @Component
    static final class OfChild extends ReadingsFile {

        private final AuditStore audit;
        private final Access access;

        OfChild(AuditStore audit, Access access) {
            this.audit = audit;
            this.access = access;
        }

        @Override
        public Name name() {
            return Name.READINGS_OF_CHILD;
        }

        @Override
        public Set<Role> roles() {
            return Set.of(FD_MANAGER, EDT, SOCIAL_WORKER, TEAM_MANAGER, INFO_GOVERNANCE);
        }

        @Override
        public boolean isOpenTo(Reader reader, Ask ask) {
            return access.ofChild(reader, new ChildId(Objects.requireNonNull(ask.child())), Fields.ACCESS).isShown();
        }

        @Override
        List<Reading> readings(Reader reader, Ask ask) {
            return audit.of(reader.ledger(), Objects.requireNonNull(ask.child()), MOST);
        }

        @Override
        List<UUID> ids(Reading reading, Ask ask) {
            return List.of(Objects.requireNonNull(ask.child()));
        }

        @Override
        public List<UUID> records(Ask ask) {
            return List.of(Objects.requireNonNull(ask.child()));
        }
    }
}

package org.goldenthread.query.stewardship;

import static org.goldenthread.events.Role.AGENCY_LEAD;
import static org.goldenthread.events.Role.INFO_GOVERNANCE;

import io.swagger.v3.oas.annotations.Operation;
import java.io.IOException;
import java.io.StringWriter;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.goldenthread.events.Role;
import org.goldenthread.events.calendar.WorkingCalendar;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.query.access.Gate;
import org.goldenthread.query.access.Reader;
import org.goldenthread.query.access.RequiresRole;
import org.goldenthread.query.audit.AuditStore;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the people of one agency looked at, to be kept by that agency: numbers of people and records, no names. */
@RestController
final class ReadingsApi {

    private static final int MOST = 100_000;

    private final AuditStore audit;
    private final Gate gate;

    ReadingsApi(AuditStore audit, Gate gate) {
        this.audit = audit;
        this.gate = gate;
    }

    @Operation(operationId = "exportReadings", summary = "What an agency's people looked at", tags = "Access")
    @GetMapping(path = "/v1/readings", produces = "text/csv")
    @RequiresRole({INFO_GOVERNANCE, AGENCY_LEAD})
    ResponseEntity<String> export(Reader reader, @RequestParam(name = "agency") UUID agency, @RequestParam(name = "from") LocalDate from,
            @RequestParam(name = "until") LocalDate until) throws IOException {
        var wanted = new AgencyId(agency);
        if (reader.actor().role() == Role.AGENCY_LEAD && !reader.actor().agencyId().equals(wanted)) {
            throw new org.goldenthread.query.edge.Failures.NotFound();
        }
        gate.list(reader, List.of());
        var out = new StringWriter();
        try (var rows = CSVFormat.EXCEL.builder().setHeader("at", "person", "role", "agency", "why", "what", "from", "records").get().print(out)) {
            for (var reading : audit.by(reader.ledger(), wanted, from.atStartOfDay(WorkingCalendar.LONDON).toInstant(),
                    until.plusDays(1).atStartOfDay(WorkingCalendar.LONDON).toInstant(), MOST)) {
                rows.printRecord(reading.at(), reading.user(), reading.role(), reading.agency(), reading.why(), reading.what(), reading.origin(),
                        reading.ids().stream().map(UUID::toString).collect(Collectors.joining(" ")));
            }
        }
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).header("Content-Disposition", "attachment; filename=\"readings-" + from + "-" + until + ".csv\"")
                .body(out.toString());
    }
}

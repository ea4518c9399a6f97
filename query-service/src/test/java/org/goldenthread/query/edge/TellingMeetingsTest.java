package org.goldenthread.query.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.goldenthread.events.document.DocumentEvent.DistributionOpened;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.events.reference.Reference;
import org.goldenthread.events.values.AgencyId;
import org.goldenthread.events.values.DistributionId;
import org.goldenthread.events.values.DocumentId;
import org.goldenthread.query.desk.Colleagues;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class TellingMeetingsTest {

    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final AgencyId HOSPITAL = AgencyId.of("a0000000-0000-4000-8000-000000000003");

    private final JdbcClient nowhere = JdbcClient.create(new PGSimpleDataSource());
    private final TellingMeetings telling = new TellingMeetings(new Words(new Seal(key -> Optional.empty()), Reference.demo()), new Times(Clock.fixed(NOW, ZoneOffset.UTC)),
            new Colleagues(nowhere, nowhere));

    @Test
    void a_title_names_an_agency_as_it_was_called_when_it_was_recorded() {
        var opened = new DistributionOpened(new DocumentId(UUID.randomUUID()), new DistributionId(UUID.randomUUID()), 1, HOSPITAL, NOW, List.of());
        assertThat(telling.title(opened, Instant.parse("2019-07-01T12:00:00Z"))).isEqualTo("Opened by Seaholm University Hospital");
        assertThat(telling.title(opened, NOW)).isEqualTo("Opened by Estuary Hospitals NHS Foundation Trust");
    }
}

package org.goldenthread.query.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Twenty cases worked out by hand, in London's time on the wall with its offset (features U5). */
class ShareLagTest {

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/share-lag.csv", numLinesToSkip = 1)
    void the_lag_is_that_of_the_hand(String name, OffsetDateTime decided, @Nullable OffsetDateTime shared, OffsetDateTime asked, @Nullable Long minutes, @Nullable Long unshared) {
        var lag = ShareLag.of(decided.toInstant(), shared == null ? null : shared.toInstant(), asked.toInstant());
        assertThat(lag).as(name).isEqualTo(new ShareLag(minutes, unshared));
    }
}

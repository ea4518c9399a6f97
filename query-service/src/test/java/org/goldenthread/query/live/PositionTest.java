package org.goldenthread.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void what_was_told_is_what_comes_back() {
        var told = new LinkedHashMap<String, String>();
        told.put("minutes-receipt", "0123456789abcdef");
        told.put("attendance", "fedcba9876543210");
        assertThat(new Position(told)).hasToString("minutes-receipt=0123456789abcdef,attendance=fedcba9876543210");
        assertThat(Position.read(new Position(told).toString()).versions()).isEqualTo(told);
    }

    @Test
    void who_was_told_only_part_before_a_cut_still_lacks_the_rest() {
        assertThat(Position.read("attendance=fedcba9876543210").versions()).isEqualTo(Map.of("attendance", "fedcba9876543210"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"17", " ", "attendance", "attendance=", "attendance=17", "attendance=fedcba9876543210,",
        "attendance=fedcba9876543210\nid:1", "Attendance=fedcba9876543210", "attendance=FEDCBA9876543210", "=fedcba9876543210"})
    void what_cannot_be_read_is_the_very_beginning(String brought) {
        assertThat(Position.read(brought).versions()).isEmpty();
    }
}

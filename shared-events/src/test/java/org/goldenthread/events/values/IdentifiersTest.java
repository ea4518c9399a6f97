package org.goldenthread.events.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifiersTest {

    @ParameterizedTest
    @ValueSource(strings = {"9990000018", "999 000 0026", "999-000-0034"})
    void an_nhs_number_with_its_check_digit_is_accepted_with_or_without_spaces(String typed) {
        assertThat(NhsNumber.parse(typed).digits()).hasSize(10).startsWith("999");
    }

    @Test
    void one_changed_digit_of_an_nhs_number_is_always_found() {
        var good = "9990000018";
        for (int i = 0; i < 10; i++) {
            for (char digit = '0'; digit <= '9'; digit++) {
                var changed = new StringBuilder(good);
                changed.setCharAt(i, digit);
                if (!changed.toString().equals(good)) {
                    assertThatThrownBy(() -> new NhsNumber(changed.toString())).isInstanceOf(IllegalArgumentException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"H801200001001", "h801 200 001 001"})
    void a_upn_with_its_check_letter_is_accepted_in_any_case(String typed) {
        assertThat(Upn.parse(typed).text()).isEqualTo("H801200001001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"A801200001001", "H801200001002", "H80120000100", "8801200001001", ""})
    void a_upn_that_cannot_be_one_is_refused(String typed) {
        assertThatThrownBy(() -> Upn.parse(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void identifiers_print_nothing() {
        assertThat(NhsNumber.parse("9990000018").toString() + Upn.parse("H801200001001")).doesNotContain("999", "801");
    }

    @Test
    void an_agency_is_called_what_it_was_called_on_the_day() {
        var hospital = new Agency(new AgencyId(UUID.randomUUID()), AgencyType.HEALTH_PROVIDER, List.of(
                new Agency.Named("Seaholm University Hospital", LocalDate.of(2006, 6, 1), LocalDate.of(2020, 4, 1)),
                new Agency.Named("Mid and South Shire NHS Foundation Trust", LocalDate.of(2020, 4, 1), null)), List.of());
        assertThat(hospital.nameOn(LocalDate.of(2018, 3, 19))).isEqualTo("Seaholm University Hospital");
        assertThat(hospital.nameOn(LocalDate.of(2020, 4, 1))).isEqualTo("Mid and South Shire NHS Foundation Trust");
        assertThat(hospital.nameOn(LocalDate.of(1990, 1, 1))).isEqualTo("Seaholm University Hospital");
    }
}

package org.goldenthread.query.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.goldenthread.query.meeting.FamilyText.Bar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FamilyTextTest {

    private final FamilyText text = new FamilyText(List.of("Mia Calloway"), List.of("Zoë Calloway", "Ty O'Rourke"), List.of("14 Lanthorn Rise, Southend"));

    @ParameterizedTest
    @ValueSource(strings = {"Dad is at ss1 3jq now", "SS13JQ", "She stays at 14 Cliff Top Road", "near Alexandra Street", "flat 3b", "Room 12 of the hostel", "51.5389, 0.7127",
        "///lamp.table.spoon", "grid TQ 8810 8570", "ring 07700 900123", "(01632) 960 001", "+44 7700 900 123", "write to mum@refuge.example", "They live at 14 Lanthorn Rise.", "LANTHORN RISE, 14 lanthorn rise",
        "６ High Street"})
    void a_place_or_a_way_to_reach_somebody_is_barred(String said) {
        assertThat(text.barred(said)).as(said).contains(Bar.PLACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zoe was there too", "ZOË’s bag", "the O’Rourke boy", "Ty.", "zoe\u0308"})
    void another_child_is_barred(String said) {
        assertThat(text.barred(said)).as(said).contains(Bar.OTHER_CHILD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mia Calloway will see the nurse every two weeks.", "You asked for help at home 3 times.", "School starts at 08:45 on 3 September 2026.", "Type 2 diabetes runs in the family.",
        "We will meet again in 10 working days."})
    void what_names_no_place_and_nobody_else_stands(String said) {
        assertThat(text.barred(said)).as(said).isEmpty();
    }

    @Test
    void a_surname_that_the_children_share_bars_nothing() {
        assertThat(text.barred("The Calloway family")).isEmpty();
    }
}

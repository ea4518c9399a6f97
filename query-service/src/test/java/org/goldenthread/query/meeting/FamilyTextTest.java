package org.goldenthread.query.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.goldenthread.query.meeting.FamilyText.Bar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FamilyTextTest {

    private final FamilyText text = new FamilyText(List.of("Mia Calloway"), List.of("Zoë Calloway", "Ty O'Rourke", "Łukasz Mary-Jane Søn", "Jo B"),
            List.of("14 Lanthorn Rise, Southend", "9 Elm Whinfell SS1 3JQ"));

    @ParameterizedTest
    @ValueSource(strings = {"Dad is at ss1 3jq now", "SS13JQ", "She stays at 14 Cliff Top Road", "near Alexandra Street", "flat 3b", "Room 12 of the hostel", "51.5389, 0.7127",
        "///lamp.table.spoon", "grid TQ 8810 8570", "ring 07700 900123", "(01632) 960 001", "+44 7700 900 123", "write to mum@refuge.example", "They live at 14 Lanthorn Rise.", "the house in Lanthorn Rise", "LANTHORN-RISE", "she is at 9 Elm", "past Elm Whinfell",
        "６ High Street"})
    void a_place_or_a_way_to_reach_somebody_is_barred(String said) {
        assertThat(text.barred(said)).as(said).contains(Bar.PLACE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Zoe was there too", "ZOË’s bag", "the O’Rourke boy", "Ty.", "zoe\u0308", "Zoes bag", "the ORourke boy", "Lukasz came", "ŁUKASZ", "MaryJane", "Mary Jane", "Son of hers", "we call her B"})
    void another_child_is_barred(String said) {
        assertThat(text.barred(said)).as(said).contains(Bar.OTHER_CHILD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mia Calloway will see the nurse every two weeks.", "You asked for help at home 3 times.", "School starts at 08:45 on 3 September 2026.", "Type 2 diabetes runs in the family.",
        "We will meet again in 10 working days.", "It was 3 o’clock.", "I had a say.", "It’s a start."})
    void what_names_no_place_and_nobody_else_stands(String said) {
        assertThat(text.barred(said)).as(said).isEmpty();
    }

    @Test
    void a_surname_that_the_children_share_bars_nothing() {
        assertThat(text.barred("The Calloway family")).isEmpty();
    }

    @Test
    void another_child_s_first_name_is_barred_though_it_is_in_one_of_theirs() {
        assertThat(new FamilyText(List.of("Mia Zoe Calloway"), List.of("Zoe Calloway"), List.of()).barred("Zoe said so")).contains(Bar.OTHER_CHILD);
    }
}

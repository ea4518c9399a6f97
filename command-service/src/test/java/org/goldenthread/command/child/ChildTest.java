package org.goldenthread.command.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.goldenthread.command.Shows;
import org.goldenthread.command.child.ChildCommand.CorrectChildDetails;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.values.ChildId;
import org.junit.jupiter.api.Test;

class ChildTest {

    @Test
    @Shows("E-CHI-01")
    void a_correction_corrects_something() {
        var id = UUID.randomUUID();
        var nothing = new CorrectChildDetails(new ChildId(id), null, null, null, null, null, null, PersonalText.of(id, "why"));
        var name = new CorrectChildDetails(new ChildId(id), PersonalText.of(id, "Robin Sample"), null, null, null, null, null, PersonalText.of(id, "why"));
        assertThat(((Decided.Refused) Child.NONE.decide(nothing)).refusal().rule()).isEqualTo(ChildRule.NOTHING_CORRECTED);
        assertThat(Child.NONE.decide(name)).isInstanceOf(Decided.Accepted.class);
    }
}

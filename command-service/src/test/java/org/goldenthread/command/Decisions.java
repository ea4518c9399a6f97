package org.goldenthread.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.ledger.Remark;
import org.goldenthread.command.ledger.Rule;
import org.goldenthread.events.LedgerEvent;

/** What rules decided, for tests to look at. */
public final class Decisions {

    private Decisions() {}

    /** The one event of an accepted command. */
    public static LedgerEvent only(Decided decided) {
        assertThat(decided).isInstanceOf(Decided.Accepted.class);
        return ((Decided.Accepted) decided).events().getFirst();
    }

    /** The rule that refused a command. */
    public static Rule refused(Decided decided) {
        assertThat(decided).isInstanceOf(Decided.Refused.class);
        return ((Decided.Refused) decided).refusal().rule();
    }

    /** The sentence a refused command came to. */
    public static String sentence(Decided decided) {
        assertThat(decided).isInstanceOf(Decided.Refused.class);
        return ((Decided.Refused) decided).refusal().sentence();
    }

    /** What an accepted command warns of. */
    public static List<Rule> warnings(Decided decided) {
        assertThat(decided).isInstanceOf(Decided.Accepted.class);
        return ((Decided.Accepted) decided).warnings().stream().map(Remark::rule).toList();
    }
}

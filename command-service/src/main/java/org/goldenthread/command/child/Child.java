package org.goldenthread.command.child;

import static org.goldenthread.command.ledger.Decided.accepted;
import static org.goldenthread.command.ledger.Decided.refused;

import org.goldenthread.command.child.ChildCommand.CorrectChildDetails;
import org.goldenthread.command.child.ChildCommand.RegisterChild;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.child.ChildEvent;
import org.goldenthread.events.child.ChildEvent.ChildDetailsCorrected;
import org.goldenthread.events.child.ChildEvent.ChildRegistered;

/** The rules of a child's record. */
record Child(boolean registered) {

    static final Child NONE = new Child(false);

    Decided decide(ChildCommand command) {
        return switch (command) {
            case RegisterChild c -> accepted(new ChildRegistered(c.childId(), c.name(), c.dobStatus(), c.dob(), c.address(),
                    c.nhsNumber(), c.upn()));
            case CorrectChildDetails c -> changesNothing(c) ? refused(ChildRule.NOTHING_CORRECTED)
                    : accepted(new ChildDetailsCorrected(c.childId(), c.name(), c.dobStatus(), c.dob(), c.address(), c.nhsNumber(),
                            c.upn(), c.reason()));
        };
    }

    private static boolean changesNothing(CorrectChildDetails c) {
        return c.name() == null && c.dobStatus() == null && c.dob() == null && c.address() == null && c.nhsNumber() == null
                && c.upn() == null;
    }

    Child evolve(ChildEvent event) {
        return switch (event) {
            case ChildRegistered e -> new Child(true);
            case ChildDetailsCorrected e -> this;
        };
    }
}

package org.goldenthread.command.staff;

import static org.goldenthread.command.ledger.Shell.record;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.goldenthread.command.ledger.Attempt;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.command.staff.StaffCommand.EndRole;
import org.goldenthread.command.staff.StaffCommand.GrantRole;
import org.goldenthread.events.staff.StaffEvent;
import org.jspecify.annotations.Nullable;

/** Joins {@link Staff} to Axon. One line a command; no rule lives here. */
@AggregateRoot(type = "staff")
public final class StaffAggregate {

    @AggregateIdentifier
    private @Nullable String id;
    private Staff staff = Staff.NONE;

    StaffAggregate() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    Decided handle(GrantRole c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(staff.decide(c), attempt);
    }

    @CommandHandler
    Decided handle(EndRole c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(staff.decide(c), attempt);
    }

    @EventSourcingHandler
    void on(StaffEvent event) {
        id = event.staffId().toString();
        staff = staff.evolve(event);
    }

    @Override
    public String toString() {
        return "StaffAggregate[" + id + "]";
    }
}

package org.goldenthread.command.contact;

import static org.goldenthread.command.ledger.Shell.record;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.goldenthread.command.contact.ContactCommand.AcknowledgeContact;
import org.goldenthread.command.contact.ContactCommand.CompleteContactDetails;
import org.goldenthread.command.contact.ContactCommand.GiveReferrerFeedback;
import org.goldenthread.command.contact.ContactCommand.MakeThresholdDecision;
import org.goldenthread.command.contact.ContactCommand.MatchChild;
import org.goldenthread.command.contact.ContactCommand.ReceiveContact;
import org.goldenthread.command.contact.ContactCommand.ReturnToFrontDoor;
import org.goldenthread.command.contact.ContactCommand.RouteToOwner;
import org.goldenthread.command.ledger.Attempt;
import org.goldenthread.command.ledger.Decided;
import org.goldenthread.events.contact.ContactEvent;
import org.jspecify.annotations.Nullable;

/** Joins {@link Contact} to Axon. One line a command; no rule lives here. */
@AggregateRoot(type = "contact")
public final class ContactAggregate {

    @AggregateIdentifier
    private @Nullable String id;
    private Contact contact = Contact.NONE;

    ContactAggregate() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    Decided handle(ReceiveContact c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(contact.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(CompleteContactDetails c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(contact.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(AcknowledgeContact c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(contact.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(MatchChild c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(contact.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(RouteToOwner c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(contact.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(ReturnToFrontDoor c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(contact.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(MakeThresholdDecision c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(contact.decide(c, attempt, attempt.now()), attempt);
    }

    @CommandHandler
    Decided handle(GiveReferrerFeedback c, @MetaDataValue(Attempt.KEY) Attempt attempt) {
        return record(contact.decide(c, attempt, attempt.now()), attempt);
    }

    @EventSourcingHandler
    void on(ContactEvent event) {
        id = event.contactId().toString();
        contact = contact.evolve(event);
    }

    @Override
    public String toString() {
        return "ContactAggregate[" + id + "]";
    }
}

package org.goldenthread.command.contact;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.goldenthread.command.keys.KeyStore;
import org.goldenthread.command.ledger.LedgerSql;
import org.goldenthread.command.reactions.Reactor;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.contact.ContactEvent.ChildMatched;
import org.goldenthread.events.contact.ContactEvent.ContactReceived;

/**
 * A contact's text is about all its children: once each is matched, it opens with any of their keys and no longer with one
 * of its own (ruling 16). Doing it twice changes nothing.
 */
public final class WhenChildMatchedThenShareContactKey implements Reactor {

    private final LedgerSql ledger;
    private final KeyStore keys;

    public WhenChildMatchedThenShareContactKey(LedgerSql ledger, KeyStore keys) {
        this.ledger = ledger;
        this.keys = keys;
    }

    @Override
    public String name() {
        return "when-child-matched-then-share-contact-key";
    }

    @Override
    public void on(Recorded<?> recorded) {
        if (recorded.event() instanceof ChildMatched matched) {
            keys.share(matched.contactId().value(), matched.childId().value());
            var sharers = new HashSet<UUID>();
            if (everyChildIsMatched(recorded, matched, sharers)) {
                keys.leaveTo(matched.contactId().value(), sharers);
            }
        }
    }

    private boolean everyChildIsMatched(Recorded<?> recorded, ChildMatched matched, Set<UUID> children) {
        var waiting = new HashSet<Integer>();
        for (var stored : ledger.readStream(recorded.envelope().ledger(), matched.contactId().value(), 0)) {
            switch (stored.open().orElseThrow().event()) {
                case ContactReceived e -> e.children().forEach(child -> waiting.add(child.ref()));
                case ChildMatched e -> {
                    waiting.remove(e.ref());
                    children.add(e.childId().value());
                }
                default -> { }
            }
        }
        return waiting.isEmpty();
    }
}

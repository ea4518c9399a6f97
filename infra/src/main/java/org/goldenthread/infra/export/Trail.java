package org.goldenthread.infra.export;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.values.LedgerId;

/**
 * A case's trail, in position order: every event whose envelope says that it is about the child, or about a provisional record found
 * to be that child; and of the contacts, meetings, actions and documents these belong to, the events that name no child at all. An
 * event about other children alone is theirs and stays out, even where it belongs to the same meeting.
 *
 * @param children the child and the provisional records found to be that child
 * @param head where the ledger stood at the moment the trail goes up to
 */
record Trail(LedgerId ledger, List<UUID> children, List<Link> links, Head head) {

    /** An event and the hash of the event before it in its ledger, which may be about another child. */
    record Link(StoredEvent event, byte[] previousHash) {}

    /** The last event of a ledger. */
    record Head(long position, byte[] hash) {}

    /** The records whose content the trail shows. */
    List<UUID> records() {
        return Stream.concat(children.stream(), links.stream().map(link -> link.event().streamId())).distinct().toList();
    }
}

package org.goldenthread.query.directory;

import java.util.List;
import org.goldenthread.events.personal.BlindTokens;
import org.goldenthread.events.Recorded;
import org.goldenthread.events.chain.StoredEvent;
import org.goldenthread.events.child.ChildEvent;
import org.goldenthread.events.child.ChildEvent.ChildDetailsCorrected;
import org.goldenthread.events.child.ChildEvent.ChildRegistered;
import org.goldenthread.events.personal.PersonalText;
import org.goldenthread.events.personal.Seal;
import org.goldenthread.query.rows.Projection;
import org.goldenthread.query.rows.Rows;
import org.goldenthread.query.rows.Table;
import org.jspecify.annotations.Nullable;

/**
 * The children an authority knows, names and dates sealed, and their blind tokens: keyed hashes by which a child is found
 * without a name in any table. A child whose key is gone has no tokens.
 */
public final class DirectoryProjection implements Projection {

    static final Table CHILD = Table.of("child", 2, "ledger integer", "child uuid", "name text?", "dob_status text", "dob text?",
            "address text?", "position bigint");
    static final Table TOKEN = Table.of("token", 3, "ledger integer", "token bytea", "child uuid", "kind text", "since bigint");

    private final Seal seal;
    private final BlindTokens tokens;

    public DirectoryProjection(Seal seal, BlindTokens tokens) {
        this.seal = seal;
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "directory";
    }

    @Override
    public List<Table> tables() {
        return List.of(CHILD, TOKEN);
    }

    @Override
    public void on(Recorded<?> recorded, StoredEvent stored, Rows rows) {
        if (recorded.event() instanceof ChildEvent event) {
            switch (event) {
                case ChildRegistered e -> keep(stored, rows, e.name(), e.dobStatus().name(), e.dob(), e.address(), e.nhsNumber(), e.upn());
                case ChildDetailsCorrected e -> keep(stored, rows, e.name(), e.dobStatus() == null ? null : e.dobStatus().name(), e.dob(),
                        e.address(), e.nhsNumber(), e.upn());
            }
        }
    }

    @SuppressWarnings("NullAway") // columns that may be null take null
    private void keep(StoredEvent stored, Rows rows, @Nullable PersonalText name, @Nullable String dobStatus, @Nullable PersonalText dob,
            @Nullable PersonalText address, @Nullable PersonalText nhsNumber, @Nullable PersonalText upn) {
        int ledger = stored.ledger().value();
        var row = rows.find(CHILD, ledger, stored.streamId())
                .orElseGet(() -> new Object[] {ledger, stored.streamId(), null, "UNKNOWN", null, null, 0L});
        row[2] = name == null ? row[2] : SealedToken.write(name);
        row[3] = dobStatus == null ? row[3] : dobStatus;
        row[4] = dob == null ? row[4] : SealedToken.write(dob);
        row[5] = address == null ? row[5] : SealedToken.write(address);
        row[6] = stored.position();
        rows.put(CHILD, row);
        var found = tokens.of(stored.ledger(), open(name), open(dob), open(nhsNumber), open(upn));
        found.forEach(token -> rows.put(TOKEN, ledger, token.hash(), stored.streamId(), token.kind().name(), stored.position()));
    }

    private @Nullable String open(@Nullable PersonalText text) {
        return text == null ? null : seal.open(text).orElse(null);
    }
}

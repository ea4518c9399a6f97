package org.goldenthread.command.ledger;

/** The database did not take or give what was asked; nothing is known to have happened. Ask again. */
public final class LedgerUnavailable extends RuntimeException {

    LedgerUnavailable(Throwable cause) {
        super("the ledger did not answer", cause);
    }
}

package org.goldenthread.events;

/** An event as the ledger holds it: its envelope and itself. What projections and reactors receive. */
public record Recorded<E extends LedgerEvent>(Envelope envelope, E event) {}

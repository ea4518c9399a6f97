/** The ledger: append-only, gapless, chained; Axon's storage engine over one SQL function, and the one way to send a command. */
@NullMarked
package org.goldenthread.command.ledger;

import org.jspecify.annotations.NullMarked;

/** From Kafka and the ledger into projections: in order, once, verified, parked where a handler fails, rebuilt beside the live. */
@NullMarked
package org.goldenthread.query.intake;

import org.jspecify.annotations.NullMarked;

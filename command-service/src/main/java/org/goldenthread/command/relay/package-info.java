/** The ledger's bytes to Kafka, in order, each exactly where the last one ended. */
@NullMarked
package org.goldenthread.command.relay;

import org.jspecify.annotations.NullMarked;

/** Moments at which the system looks again: set by events, kept in the ledger's database, answered with a command. */
@NullMarked
package org.goldenthread.command.timers;

import org.jspecify.annotations.NullMarked;

/** Followers of the ledger that answer an event with a command. */
@NullMarked
package org.goldenthread.command.reactions;

import org.jspecify.annotations.NullMarked;

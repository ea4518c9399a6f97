/** What leaves this product: each notice once, and what became of it told to the ledger. */
@NullMarked
package org.goldenthread.command.effects;

import org.jspecify.annotations.NullMarked;

/** Verifying a ledger from outside: every hash, every signed checkpoint. */
@NullMarked
package org.goldenthread.infra.audit;

import org.jspecify.annotations.NullMarked;

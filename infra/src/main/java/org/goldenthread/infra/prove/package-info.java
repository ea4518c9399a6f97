/** The heavy proofs: each plants what could go wrong and counts what did. */
@NullMarked
package org.goldenthread.infra.prove;

import org.jspecify.annotations.NullMarked;

/** What an operator looks at: parked events, positions, rebuilds. */
@NullMarked
package org.goldenthread.query.operations;

import org.jspecify.annotations.NullMarked;

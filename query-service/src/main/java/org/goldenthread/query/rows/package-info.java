/** The rows of a projection: written live in batches, or folded in memory and copied. */
@NullMarked
package org.goldenthread.query.rows;

import org.jspecify.annotations.NullMarked;

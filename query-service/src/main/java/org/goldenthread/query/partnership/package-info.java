/**
 * What the board looks at: whether agencies had what they were owed, counted as it is recorded, so that a year of a large area answers at
 * once. Apart from timeliness, which reads the rows of a short period and counts them when it is asked.
 */
@NullMarked
package org.goldenthread.query.partnership;

import org.jspecify.annotations.NullMarked;

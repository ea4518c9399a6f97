/** Who looked at what: every answer with case content leaves one reading, written before the answer goes out. */
@NullMarked
package org.goldenthread.query.audit;

import org.jspecify.annotations.NullMarked;

/** The query service: events become what people read. */
@NullMarked
package org.goldenthread.query;

import org.jspecify.annotations.NullMarked;

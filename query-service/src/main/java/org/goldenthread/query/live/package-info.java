/** Server-sent events: that something changed, never what. */
@NullMarked
package org.goldenthread.query.live;

import org.jspecify.annotations.NullMarked;

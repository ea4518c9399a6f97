/** Server-sent events: that something changed, never what. Pages listen, and other software follows the dashboards. */
@NullMarked
package org.goldenthread.query.live;

import org.jspecify.annotations.NullMarked;

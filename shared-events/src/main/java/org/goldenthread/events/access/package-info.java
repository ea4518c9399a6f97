/** Who may see and work on a record: what happened to that right, and the one decision made from it. */
@NullMarked
package org.goldenthread.events.access;

import org.jspecify.annotations.NullMarked;

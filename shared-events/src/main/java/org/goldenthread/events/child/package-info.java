/** Events of a child's own record. */
@NullMarked
package org.goldenthread.events.child;

import org.jspecify.annotations.NullMarked;

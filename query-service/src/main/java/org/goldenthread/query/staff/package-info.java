/** Who may read: roles held, from events. */
@NullMarked
package org.goldenthread.query.staff;

import org.jspecify.annotations.NullMarked;

/** Events of who may act: roles granted and ended. */
@NullMarked
package org.goldenthread.events.staff;

import org.jspecify.annotations.NullMarked;

/** Who may act: roles granted and ended. */
@NullMarked
package org.goldenthread.command.staff;

import org.jspecify.annotations.NullMarked;

/** Who may see a record: restriction, exclusion, involvement, and opening a record in need. */
@NullMarked
package org.goldenthread.command.access;

import org.jspecify.annotations.NullMarked;

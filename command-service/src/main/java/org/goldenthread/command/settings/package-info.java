/** Timescales, hours and who may decide, as an area sets them. */
@NullMarked
package org.goldenthread.command.settings;

import org.jspecify.annotations.NullMarked;

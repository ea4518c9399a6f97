/** Working days, bank holidays of England and Wales, and the timescales counted in them (domain 0.6, 0.7). */
@NullMarked
package org.goldenthread.events.calendar;

import org.jspecify.annotations.NullMarked;

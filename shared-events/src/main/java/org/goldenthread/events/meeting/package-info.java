/** What happens in a meeting where agencies decide together: the one meeting record (domain 3b, rulings 2, 3 and 15). */
@NullMarked
package org.goldenthread.events.meeting;

import org.jspecify.annotations.NullMarked;

/** The authorities and agencies that events name by id, with their names and area codes through time. */
@NullMarked
package org.goldenthread.events.reference;

import org.jspecify.annotations.NullMarked;

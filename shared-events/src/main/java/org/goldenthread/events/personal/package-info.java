/** Personal text: clear in a command, sealed under a person's key before bytes exist. */
@NullMarked
package org.goldenthread.events.personal;

import org.jspecify.annotations.NullMarked;

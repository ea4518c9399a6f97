/** The bytes of a stored event and the hash chain over them. */
@NullMarked
package org.goldenthread.events.chain;

import org.jspecify.annotations.NullMarked;

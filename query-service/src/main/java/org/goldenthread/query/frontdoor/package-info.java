/** The front-door queue: which contact waits for what, by the clock left. */
@NullMarked
package org.goldenthread.query.frontdoor;

import org.jspecify.annotations.NullMarked;

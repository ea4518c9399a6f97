/** How timely and how together: strategy discussions, decisions, attendance, actions, each figure with the list behind it. */
@NullMarked
package org.goldenthread.query.timeliness;

import org.jspecify.annotations.NullMarked;

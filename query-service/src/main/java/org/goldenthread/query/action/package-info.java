/** Agreed actions: who does what by when, by owner and by agency, and what became of it. */
@NullMarked
package org.goldenthread.query.action;

import org.jspecify.annotations.NullMarked;

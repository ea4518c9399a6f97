/** Runs the whole product on one machine, and leaves nothing running behind. */
@NullMarked
package org.goldenthread.infra.launcher;

import org.jspecify.annotations.NullMarked;

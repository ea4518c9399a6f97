/** Who is asking, in which role, for which authority. */
@NullMarked
package org.goldenthread.query.access;

import org.jspecify.annotations.NullMarked;

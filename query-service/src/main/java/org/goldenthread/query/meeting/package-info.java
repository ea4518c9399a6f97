/** Meetings: the record that is typed while people talk, read-only once closed; who decided what, who agreed, who came. */
@NullMarked
package org.goldenthread.query.meeting;

import org.jspecify.annotations.NullMarked;

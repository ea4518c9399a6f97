/** What happened to a child, and to a contact: every event about them, at any moment, in either order of time. */
@NullMarked
package org.goldenthread.query.chronology;

import org.jspecify.annotations.NullMarked;

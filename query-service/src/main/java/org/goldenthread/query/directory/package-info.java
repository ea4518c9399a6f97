/** Finding a child: names and dates as blind tokens, likely matches for a child named in a contact. */
@NullMarked
package org.goldenthread.query.directory;

import org.jspecify.annotations.NullMarked;

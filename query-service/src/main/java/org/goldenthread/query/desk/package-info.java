/** What belongs to the people who work here and not to a case: their names, their drafts. */
@NullMarked
package org.goldenthread.query.desk;

import org.jspecify.annotations.NullMarked;

/** Files that people ask for: queued, made in the background, and given only to who may still have them. */
@NullMarked
package org.goldenthread.query.exports;

import org.jspecify.annotations.NullMarked;

/** The keys that personal text is sealed under: made, wrapped, shared. */
@NullMarked
package org.goldenthread.command.keys;

import org.jspecify.annotations.NullMarked;

/** The command service: commands become immutable events. */
@NullMarked
package org.goldenthread.command;

import org.jspecify.annotations.NullMarked;

/** A child's own record: commands, rules, shell. */
@NullMarked
package org.goldenthread.command.child;

import org.jspecify.annotations.NullMarked;

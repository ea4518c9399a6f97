/** Where HTTP meets commands: sign-in, roles, problems, limits. */
@NullMarked
package org.goldenthread.command.edge;

import org.jspecify.annotations.NullMarked;

/** What auditors and inspectors are given to read, and which cases they replay. */
@NullMarked
package org.goldenthread.command.audit;

import org.jspecify.annotations.NullMarked;

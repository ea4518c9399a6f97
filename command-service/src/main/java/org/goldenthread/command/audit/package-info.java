/** What auditors and inspectors are given to read. */
@NullMarked
package org.goldenthread.command.audit;

import org.jspecify.annotations.NullMarked;

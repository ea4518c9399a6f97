/** Random histories, written through the commands, then read by code of its own: what was accepted keeps every rule, and every projection is what its events say. */
@NullMarked
package org.goldenthread.infra.prove.histories;

import org.jspecify.annotations.NullMarked;

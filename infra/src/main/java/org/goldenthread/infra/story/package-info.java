/** The seeded story: invented children, contacts and decisions, told through commands. */
@NullMarked
package org.goldenthread.infra.story;

import org.jspecify.annotations.NullMarked;

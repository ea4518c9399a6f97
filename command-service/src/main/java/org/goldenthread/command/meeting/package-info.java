/** Meetings of every kind: one record of who was there, what was told, what was decided and who agreed (domain 3b, ruling 15). */
@NullMarked
package org.goldenthread.command.meeting;

import org.jspecify.annotations.NullMarked;

/** Agreed actions: who does what by when, whether it was done, and who says otherwise (domain 3f). */
@NullMarked
package org.goldenthread.command.action;

import org.jspecify.annotations.NullMarked;

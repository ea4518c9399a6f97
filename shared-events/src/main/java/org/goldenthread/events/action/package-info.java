/** What happens to an action that agencies agreed (domain 3f, ruling 12). */
@NullMarked
package org.goldenthread.events.action;

import org.jspecify.annotations.NullMarked;

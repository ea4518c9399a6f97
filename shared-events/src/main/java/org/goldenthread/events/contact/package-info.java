/** Events of a contact at the front door (domain 3a). */
@NullMarked
package org.goldenthread.events.contact;

import org.jspecify.annotations.NullMarked;

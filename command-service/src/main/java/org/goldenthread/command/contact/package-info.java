/** Contacts at the front door (domain 3a): commands, rules, shell, API. */
@NullMarked
package org.goldenthread.command.contact;

import org.jspecify.annotations.NullMarked;

/** Logging and working a contact, as pages. */
@NullMarked
package org.goldenthread.query.contact;

import org.jspecify.annotations.NullMarked;

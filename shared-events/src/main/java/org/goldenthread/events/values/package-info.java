/** Value types of the field: identifiers with check digits, agencies and ledgers with dates. */
@NullMarked
package org.goldenthread.events.values;

import org.jspecify.annotations.NullMarked;

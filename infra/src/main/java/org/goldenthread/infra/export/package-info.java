/** A case's whole trail as one file in an open format, and its verification by anybody who has the public key. */
@NullMarked
package org.goldenthread.infra.export;

import org.jspecify.annotations.NullMarked;

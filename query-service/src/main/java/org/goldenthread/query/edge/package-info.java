/** Where HTTP meets projections: sign-in, problems, the way to the command service. */
@NullMarked
package org.goldenthread.query.edge;

import org.jspecify.annotations.NullMarked;

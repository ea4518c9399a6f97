/** Who knew what, when: what an agency had of a child's case at any moment (features AU7 and U12). */
@NullMarked
package org.goldenthread.query.knowledge;

import org.jspecify.annotations.NullMarked;

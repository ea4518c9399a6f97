/** A case gone through step by step as it stood, as anybody or one agency knew it, for auditors (features AU2, AU3, AU7, AU8, U12). */
@NullMarked
package org.goldenthread.query.replay;

import org.jspecify.annotations.NullMarked;

/** The product as a whole: in a browser, over HTTP, and its own rules of structure. */
@NullMarked
package org.goldenthread.infra;

import org.jspecify.annotations.NullMarked;

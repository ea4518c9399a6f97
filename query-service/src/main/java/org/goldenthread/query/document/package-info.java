/** Which agency has what: the inbox of a partner, the notice itself, what each agency has of it (domain 3e). */
@NullMarked
package org.goldenthread.query.document;

import org.jspecify.annotations.NullMarked;

/** What is sent after a meeting, to whom, and what each agency has of it (domain 3e). */
@NullMarked
package org.goldenthread.events.document;

import org.jspecify.annotations.NullMarked;

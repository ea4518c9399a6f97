/** What is sent after a meeting: issued, delivered, opened, acknowledged, each told apart (domain 3e). */
@NullMarked
package org.goldenthread.command.document;

import org.jspecify.annotations.NullMarked;

/** The published language: what an event is, its envelope, its wire name and its JSON. */
@NullMarked
package org.goldenthread.events;

import org.jspecify.annotations.NullMarked;

/** Measurements, as ratios against floors and peers in the same interleaved run. */
@NullMarked
package org.goldenthread.infra.bench;

import org.jspecify.annotations.NullMarked;

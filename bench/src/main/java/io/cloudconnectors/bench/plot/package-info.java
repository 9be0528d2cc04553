/** Small line charts as SVG, without a library: a few dozen lines tell all that a figure in docs/bench needs. */
@NullMarked
package io.cloudconnectors.bench.plot;

import org.jspecify.annotations.NullMarked;

/**
 * What operators watch, as far as no feature owns it: figures that one instance looks up for all, what holds the database's
 * horizon back, and the shape of counters and distributions. {@code docs/metrics.md} lists every name.
 */
@NullMarked
package io.cloudconnectors.api.metric;

import org.jspecify.annotations.NullMarked;

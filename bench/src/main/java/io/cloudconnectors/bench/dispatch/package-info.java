/**
 * {@code ./dev bench dispatch}: from due to Kafka and from results to the inventory, beside a raw pipeline and db-scheduler on the
 * same PostgreSQL. The method is told in docs/bench/dispatch.md.
 */
@NullMarked
package io.cloudconnectors.bench.dispatch;

import org.jspecify.annotations.NullMarked;

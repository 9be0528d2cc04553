/**
 * {@code ./dev bench api}: the public API with a million connectors, beside a bare JDBC endpoint that runs the same SQL on
 * the same server. The method is told in docs/bench/api.md.
 */
@NullMarked
package io.cloudconnectors.bench;

import org.jspecify.annotations.NullMarked;

/**
 * {@code ./dev bench fairness}: how long a run that somebody starts waits for a poller, alone and beside a thousand connectors
 * that another tenant makes at once. What it showed is in docs/bench/dispatch.md.
 */
@NullMarked
package io.cloudconnectors.bench.fairness;

import org.jspecify.annotations.NullMarked;

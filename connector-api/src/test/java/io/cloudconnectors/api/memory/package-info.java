/**
 * The engine's tables in memory: what the in-memory adapters of the ports of dispatch, leases, results and ends share. They
 * keep the same contract as the SQL, which one suite of tests asks of both, and are what the simulation runs on.
 */
@NullMarked
package io.cloudconnectors.api.memory;

import org.jspecify.annotations.NullMarked;

/**
 * Leases: the right of one poller to do one attempt of a run. Granted once, renewed by heartbeats; the sweeper takes back
 * what lapsed and sends again what nobody took.
 */
@NullMarked
package io.cloudconnectors.api.lease;

import org.jspecify.annotations.NullMarked;

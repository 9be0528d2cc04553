/**
 * Run tokens: what a poller shows to the vault beside its own identity. Signed here with each lease and heartbeat,
 * checked there with the public key that this package publishes.
 */
@NullMarked
package io.cloudconnectors.api.runtoken;

import org.jspecify.annotations.NullMarked;

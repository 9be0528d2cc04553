/**
 * What crosses a process border: the events on Kafka and the bodies of the internal HTTP APIs. Records only: no
 * framework, no logic, no secret outside {@link io.cloudconnectors.contracts.RevealedCredential} and {@link
 * io.cloudconnectors.contracts.CredentialWrite}.
 *
 * <p>JSON is camelCase, times are RFC 3339 UTC, ids are UUIDs. A reader ignores members that it does not know, so that
 * members can be added; a member is never renamed or given another meaning. The golden files of this module's tests are
 * the proof.
 */
@NullMarked
package io.cloudconnectors.contracts;

import org.jspecify.annotations.NullMarked;

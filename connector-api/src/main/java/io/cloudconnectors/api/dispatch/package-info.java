/**
 * From due to Kafka: one statement claims a batch of due connectors and writes their runs and the outbox; a relay sends
 * the outbox and deletes what was acknowledged. Any number of instances may do both.
 */
@NullMarked
package io.cloudconnectors.api.dispatch;

import org.jspecify.annotations.NullMarked;

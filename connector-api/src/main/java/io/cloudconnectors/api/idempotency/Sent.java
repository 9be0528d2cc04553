package io.cloudconnectors.api.idempotency;

/**
 * What a request asks for, as far as two can be told apart.
 *
 * @param operation path and query
 * @param bodyHmac of the body, which may hold secrets and is itself never stored
 */
record Sent(String operation, byte[] bodyHmac) {}

package io.cloudconnectors.api.connector;

/**
 * A connector as the audit trail keeps it: all that its client decided, and which credential version is current. It
 * contains no secret.
 *
 * @param credentialFingerprint of the current version
 */
record ConnectorFacts(ConnectorSpec connector, int credentialVersion, String credentialFingerprint) {}

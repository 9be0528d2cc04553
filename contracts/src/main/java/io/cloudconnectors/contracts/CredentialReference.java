package io.cloudconnectors.contracts;

import java.util.UUID;

/**
 * Points at one immutable version of a credential in the vault.
 *
 * @param id the credential, one per connector
 * @param version 1 for the first, +1 for each replacement
 */
public record CredentialReference(UUID id, int version) {}

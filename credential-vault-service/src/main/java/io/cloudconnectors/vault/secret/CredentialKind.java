package io.cloudconnectors.vault.secret;

import java.util.Set;

/**
 * What a kind of credential is called, and how one is made of what was sent.
 *
 * @param name in rows; never changes
 * @param member the member of {@link io.cloudconnectors.contracts.CredentialWrite} and {@link
 *     io.cloudconnectors.contracts.RevealedCredential} that carries it
 * @param takes the members that it may be sent with
 * @param hasExternalId whether it is kept with the External ID of its connector
 */
public record CredentialKind(String name, String member, Set<String> takes, boolean hasExternalId, Maker maker) {

    /** Makes a credential of what was sent, right or wrong. */
    @FunctionalInterface
    interface Maker {
        Credential of(SentMembers sent);
    }

    @Override
    public String toString() {
        return name;
    }
}

package io.cloudconnectors.poller.credential;

import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.RevealedCredential;

/** Gets the credential of a leased run. */
public interface Credentials {

    /** Asks the vault once, with the token of the run's lease. */
    Reveal reveal(CredentialReference reference, String runToken);

    /** The vault's answer. */
    sealed interface Reveal {
        record Revealed(RevealedCredential credential) implements Reveal {}

        /** Asking again will not help: the token or the version is not good. Our fault, never the customer's. */
        record Refused(int status) implements Reveal {}

        /** The vault is away, or in trouble. */
        record Unavailable() implements Reveal {}
    }
}

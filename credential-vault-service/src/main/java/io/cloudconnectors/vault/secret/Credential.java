package io.cloudconnectors.vault.secret;

import com.fasterxml.jackson.core.JsonGenerator;
import io.cloudconnectors.vault.envelope.SecretBytes;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * A credential on its way into the vault. Each kind is one record, and the record is all there is to say about it: what it is
 * called, what it takes, what is wrong with it, how it is kept. A kind without a secret (a federated identity) is a record
 * whose members are text, and nothing else changes: whatever it lets in is sealed the same way.
 */
sealed interface Credential extends AutoCloseable permits AwsRole, AzureClientSecret, GoogleServiceAccountKey {

    CredentialKind kind();

    /** Notes what no provider would take. connector-api says the same to its client; this is the vault's own guard. */
    void check(Faults faults);

    /** Notes what is wrong with the end that was told; any end will do unless the kind says otherwise. */
    default void checkEnd(Instant expiresAt, Faults faults) {}

    /** Whether it opens an account as it is. */
    default boolean complete() {
        return true;
    }

    /** The same with the External ID of its connector; a kind that has none does not ask for it. */
    default Credential identified(Supplier<String> externalId) {
        return this;
    }

    /** Writes the members that are kept, which are those that a reveal sends, always in this order. */
    void write(JsonGenerator json) throws IOException;

    /** What is sealed; the caller closes it. */
    default SecretBytes stored() {
        return SecretJson.object(this::write);
    }

    /** Zeroes what is secret. */
    @Override
    default void close() {}
}

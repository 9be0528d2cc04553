package io.cloudconnectors.vault.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did, or tried to do.
 *
 * @param actor the caller's client id, {@code unknown} without one
 * @param outcome ALLOWED or the code of the problem that the caller got
 */
public record AuditEntry(
        String actor,
        Action action,
        String outcome,
        @Nullable String tenant,
        @Nullable UUID connector,
        @Nullable UUID credential,
        @Nullable Integer version,
        @Nullable UUID run,
        @Nullable Integer attempt) {

    /** What can be done to a credential, to keys, or to the vault. */
    public enum Action {
        SEAL,
        REVEAL,
        SHRED,
        /** An operator looked at what is known of a credential, without its secret. */
        INSPECT,
        /** The vault's own: a version's time was over. */
        EXPIRE,
        ROTATE_KEK,
        ROTATE_TENANT_KEY,
        ROTATE_DATA_KEYS,
        SHRED_TENANT,
        /** A shredded tenant may have keys again. */
        RENEW_TENANT,
        /** The vault's own: the retention of a deleted version was over. */
        PURGE,
        /** The vault's own: connector-api does not know a version, so that it is deleted. */
        RECONCILE,
        /** Calls without a valid access token; one record for all that come within a minute. */
        AUTHENTICATE,
        /** An operator's: from now on nobody has a reason to ask for the credential. */
        CANARY_PLANT,
        CANARY_REMOVE,
        /** Somebody asked for such a credential. */
        CANARY_TOUCH
    }

    /** The outcome of what was not refused. */
    public static final String ALLOWED = "ALLOWED";

    private static final String THE_VAULT = "credential-vault-service";

    /** What the vault does of its own accord. */
    public static AuditEntry ofTheVault(Action action, String tenant, UUID connector, UUID credential, int version) {
        return new AuditEntry(THE_VAULT, action, ALLOWED, tenant, connector, credential, version, null, null);
    }
}

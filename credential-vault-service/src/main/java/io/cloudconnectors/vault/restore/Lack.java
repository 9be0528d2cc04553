package io.cloudconnectors.vault.restore;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a version does not open with a keystore, as far as names tell. */
sealed interface Lack {
    /** What an operator is told. */
    String told();

    /** The ciphertext is none. */
    record Unreadable() implements Lack {
        @Override
        public String told() {
            return "NOT A RECORD, it was changed";
        }
    }

    /**
     * There is no data key.
     *
     * @param youngest when the keystore got its last data key; absent when it has none at all
     */
    record NoDataKey(Instant sealedAt, @Nullable Instant youngest) implements Lack {
        @Override
        public String told() {
            if (youngest == null) {
                return "NO DATA KEY, the keystore has none";
            }
            return sealedAt.isAfter(youngest)
                    ? "NO DATA KEY, it was sealed after the last of this keystore (" + youngest + ")"
                    : "NO DATA KEY, it was shredded, or its key was taken away";
        }
    }

    /** The data key is there, and what wraps it is not. */
    record NoTenantKey(String name) implements Lack {
        @Override
        public String told() {
            return "NO TENANT KEY " + name + ", the tenant was shredded, or the keystore is put together from two";
        }
    }

    /** A key on the way was retired by a rotation: one of the databases is older than it. */
    record Retired(String name) implements Lack {
        @Override
        public String told() {
            return "RETIRED KEY " + name + ", one of the databases is older than a rotation";
        }
    }
}

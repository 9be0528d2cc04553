package io.cloudconnectors.api.run;

import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.contracts.ReasonCode;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a queued run is held back although a worker may be free, and since when. */
public record Hold(Cap cap, Instant since) {

    /** Reads {@code held_by} and {@code held_at}; null when nothing holds the run back. */
    static @Nullable Hold orNull(Row row, String prefix) throws SQLException {
        Cap cap = row.constantOrNull(prefix + "held_by", Cap.class);
        return cap == null ? null : new Hold(cap, row.instant(prefix + "held_at"));
    }

    StoredReason reason() {
        return new StoredReason(ReasonCode.AWAITING_CAPACITY, null, null, cap.sentence, since, since);
    }

    /** How many runs go at once, by whose. */
    public enum Cap {
        /** All runs of the tenant. */
        TENANT("as many runs of your connectors are going as may at once"),
        /** All runs that look at the same cloud account, whoever has a connector to it. */
        ACCOUNT("as many runs of this cloud account are going as may at once, so that they leave its API limits alone");

        private final String sentence;

        Cap(String sentence) {
            this.sentence = sentence;
        }
    }
}

package io.cloudconnectors.api.audit;

import io.cloudconnectors.contracts.chain.AuditFault;
import io.cloudconnectors.contracts.chain.ChainWalk;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a walk through the chain found.
 *
 * @param verified how many entries, from the first on, are what was once written
 */
@Schema(name = "AuditVerification", description = "Whether the audit trail is what was once written.")
public record Verification(
        @Schema(required = true, description = "How many entries there are.")
        long entries,

        @Schema(required = true, description = "How many, from the first on, are what was once written.")
        long verified,

        @Schema(
                required = true,
                nullable = true,
                description = "Where the trail is broken first; null when it is whole.")
        @Nullable
        Broken firstBroken,

        @Schema(required = true) Anchors anchors,

        @Schema(
                required = true,
                nullable = true,
                description = "The last entry whose hash was also kept outside of the database.")
        @Nullable
        Long anchoredSeq) {

    /** The first entry that is not as it was written. */
    @Schema(
            name = "AuditBroken",
            description =
                    "The fault is MISSING: an entry was taken out. UNLINKED: it does not follow the entry before it, so one of the "
                            + "two was put there. CHANGED: it says other than it said. REWRITTEN: the chain fits together and is "
                            + "not the one that was anchored. TRUNCATED: the end that was anchored is gone.")
    public record Broken(
            @Schema(required = true) long seq,
            @Schema(required = true) AuditFault fault) {}

    static Verification of(ChainWalk.Found found, Anchors anchors, @Nullable Long anchoredSeq) {
        ChainWalk.Broken broken = found.broken();
        return new Verification(
                found.entries(),
                found.verified(),
                broken == null ? null : new Broken(broken.seq(), broken.fault()),
                anchors,
                anchoredSeq);
    }

    /** Whether the trail was compared with what is kept outside of the database. */
    @Schema(
            name = "AuditAnchors",
            description =
                    "COMPARED: with the last anchor. NONE: there is no anchor yet. UNAVAILABLE: they cannot be read now, so "
                            + "that a trail that was cut or rewritten as a whole would not be noticed.")
    public enum Anchors {
        COMPARED,
        NONE,
        UNAVAILABLE
    }
}

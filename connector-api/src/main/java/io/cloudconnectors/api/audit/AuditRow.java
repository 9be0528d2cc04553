package io.cloudconnectors.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.contracts.chain.ChainWalk;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry as the database holds it, whether or not it is what was once written.
 *
 * @param seq its place in the chain of its tenant, from 1
 * @param previousHash of seq - 1; {@link ChainWalk#BEFORE_THE_FIRST} of the first
 */
record AuditRow(
        String tenant,
        long seq,
        Instant at,
        String action,
        JsonNode actor,
        JsonNode origin,
        UUID connectorId,
        @Nullable String connectorName,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        String previousHash,
        String hash) {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** What its hash must be: SHA-256 over all of the entry but the hash. */
    String expectedHash() {
        try {
            byte[] document = CanonicalJson.of(document()).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(document));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** What of it makes the chain. */
    ChainWalk.Link link() {
        return new ChainWalk.Link(seq, previousHash, hash, expectedHash());
    }

    /** When, to the microsecond, always with six digits. */
    String time() {
        return MICROSECONDS.format(at);
    }

    private ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("tenant", tenant)
                .put("seq", seq)
                .put("at", time())
                .put("action", action)
                .put("connectorId", connectorId.toString())
                .put("connectorName", connectorName)
                .put("previousHash", previousHash);
        document.set("actor", actor);
        document.set("origin", origin);
        document.set("before", before);
        document.set("after", after);
        return document;
    }
}

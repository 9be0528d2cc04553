package io.cloudconnectors.vault.secret;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cloudconnectors.vault.envelope.SecretBytes;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A {@link io.cloudconnectors.contracts.CredentialWrite} as the vault reads it: valid, and without a String of its secret.
 * The members are those of the contract.
 */
record SealBody(
        UUID connectorId,
        Credential credential,
        @Nullable Instant expiresAt,
        @Nullable Integer ttlSeconds,
        @Nullable UUID externalIdOf)
        implements AutoCloseable {

    private static final int LONGEST_TTL_SECONDS = 172_800;

    /**
     * Reads a body; the caller closes what comes of it.
     *
     * @throws ProblemException INVALID_REQUEST for what is not the contract, INVALID_CREDENTIAL with every fault of what is
     */
    static SealBody read(SecretBytes body) {
        try (JsonParser json = SecretJson.parser(body);
                Parts parts = new Parts()) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedException();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                parts.take(name, json);
            }
            if (json.nextToken() != null) {
                throw new MalformedException();
            }
            return parts.checked();
        } catch (IOException | MalformedException e) {
            throw new ProblemException(
                    ProblemCode.INVALID_REQUEST, "Send the JSON members of the contract, and no other.");
        }
    }

    @Override
    public void close() {
        credential.close();
    }

    @Override
    public String toString() {
        return "SealBody[connectorId=" + connectorId + ", redacted]";
    }

    /** What has been read so far. */
    private static final class Parts implements AutoCloseable {
        private final Faults faults = new Faults();
        private int credentials;
        private @Nullable Credential credential;
        private @Nullable UUID connectorId;
        private @Nullable Instant expiresAt;
        private @Nullable Integer ttlSeconds;
        private @Nullable UUID externalIdOf;

        void take(String name, JsonParser json) throws IOException, MalformedException {
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                requireKnown(name);
                return;
            }
            switch (name) {
                case "connectorId" -> connectorId = id(json);
                case "externalIdOf" -> externalIdOf = id(json);
                case "expiresAt" -> expiresAt = time(json);
                case "ttlSeconds" -> ttlSeconds = number(json);
                default -> take(CredentialKinds.ofMember(name).orElseThrow(MalformedException::new), json);
            }
        }

        private void take(CredentialKind kind, JsonParser json) throws IOException, MalformedException {
            try (SentMembers sent = SentMembers.read(json, kind)) {
                close();
                credentials++;
                credential = kind.maker().of(sent);
            }
        }

        private static void requireKnown(String name) throws MalformedException {
            switch (name) {
                case "connectorId", "externalIdOf", "expiresAt", "ttlSeconds" -> {}
                default -> {
                    var _ = CredentialKinds.ofMember(name).orElseThrow(MalformedException::new);
                }
            }
        }

        SealBody checked() {
            Credential only = credential;
            if (only == null || credentials != 1) {
                throw new ProblemException(
                        ProblemCode.INVALID_CREDENTIAL,
                        "Send exactly one of the members " + CredentialKinds.members() + ".");
            }
            only.check(faults);
            Optional.ofNullable(expiresAt).ifPresent(end -> only.checkEnd(end, faults));
            if (connectorId == null) {
                faults.add("#/connectorId", "Say whose credential it is.");
            }
            if (ttlSeconds != null && (ttlSeconds < 1 || ttlSeconds > LONGEST_TTL_SECONDS)) {
                faults.add("#/ttlSeconds", "Send 1 to " + LONGEST_TTL_SECONDS + ", or leave it out.");
            }
            if (externalIdOf != null && !only.kind().hasExternalId()) {
                faults.add("#/externalIdOf", "This kind of credential has no External ID; leave it out.");
            }
            faults.refuseIfAny();
            credential = null; // it is the caller's now
            return new SealBody(Objects.requireNonNull(connectorId), only, expiresAt, ttlSeconds, externalIdOf);
        }

        private static UUID id(JsonParser json) throws IOException, MalformedException {
            try {
                return UUID.fromString(text(json));
            } catch (IllegalArgumentException e) {
                throw new MalformedException();
            }
        }

        /** To the microsecond, as the database keeps it. */
        private static Instant time(JsonParser json) throws IOException, MalformedException {
            try {
                return OffsetDateTime.parse(text(json)).toInstant().truncatedTo(ChronoUnit.MICROS);
            } catch (DateTimeException e) {
                throw new MalformedException();
            }
        }

        private static int number(JsonParser json) throws IOException, MalformedException {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw new MalformedException();
            }
            return json.getIntValue();
        }

        private static String text(JsonParser json) throws IOException, MalformedException {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                throw new MalformedException();
            }
            return json.getText();
        }

        @Override
        public void close() {
            if (credential != null) {
                credential.close();
            }
        }
    }
}

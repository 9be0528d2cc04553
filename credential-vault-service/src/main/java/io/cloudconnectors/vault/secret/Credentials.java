package io.cloudconnectors.vault.secret;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.contracts.RevealedCredential;
import io.cloudconnectors.contracts.SealedCredential;
import io.cloudconnectors.vault.envelope.Binding;
import io.cloudconnectors.vault.envelope.Envelope;
import io.cloudconnectors.vault.envelope.SecretBytes;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Seals and shreds credentials. A secret is kept as the JSON member that a reveal sends, so that it is parsed once. */
@ApplicationScoped
public class Credentials {
    private final CredentialRepository repository;
    private final Envelope envelope;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final ExternalIds externalIds = new ExternalIds();

    Credentials(CredentialRepository repository, Envelope envelope, ObjectMapper json, InstantSource clock) {
        this.repository = repository;
        this.envelope = envelope;
        this.json = json;
        this.clock = clock;
    }

    /** Names one version in a tenant. */
    public record Key(String tenant, UUID credential, int version) {}

    /**
     * A version is sealed.
     *
     * @param isNew false when the same body had been sealed before
     */
    public record Outcome(SealedCredential sealed, boolean isNew) {}

    /**
     * Seals one version; sealing the same body again answers the same.
     *
     * @throws ProblemException when the body is not valid, or the version is taken, or belongs elsewhere
     */
    public Outcome seal(Key key, CredentialWrite write) {
        CredentialRules.check(write);
        Optional<CredentialVersion> stored = repository.find(key.credential(), key.version());
        if (stored.isPresent()) {
            return replay(stored.get(), key, write);
        }
        CredentialVersion fresh = sealFresh(key, write);
        if (repository.add(fresh)) {
            return new Outcome(answer(fresh), true);
        }
        return replay(repository.find(key.credential(), key.version()).orElseThrow(), key, write);
    }

    /** Shreds every version: first the keys, so that a crash in between leaves nothing that opens. */
    public void shred(String tenant, UUID credential) {
        envelope.shred(tenant, credential);
        repository.delete(tenant, credential);
    }

    /** Shreds one version in the same order; does nothing when it is gone. */
    public void shredVersion(Key key) {
        envelope.shredVersion(key.tenant(), key.credential(), key.version());
        repository.deleteVersion(key);
    }

    private CredentialVersion sealFresh(Key key, CredentialWrite write) {
        Optional<CredentialVersion> previous = repository.latestBefore(key.credential(), key.version());
        requireOwner(previous, key, write.connectorId());
        if (key.version() > 1 && previous.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.PREVIOUS_VERSION_MISSING, "Seal version 1 first; later versions build on it.");
        }
        CredentialKind kind = CredentialKind.of(write);
        Binding.Secret binding = new Binding.Secret(key.tenant(), write.connectorId(), key.credential(), key.version());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        try (SecretBytes secret = bytes(member(write, externalId(kind, previous, key, write)))) {
            Envelope.Sealed sealed = envelope.seal(binding, secret);
            return new CredentialVersion(
                    key.tenant(),
                    write.connectorId(),
                    key.credential(),
                    key.version(),
                    kind,
                    write.aws() == null || write.aws().roleArn() != null,
                    sealed.record(),
                    sealed.fingerprint(),
                    write.expiresAt(),
                    now,
                    write.ttlSeconds() == null ? null : now.plusSeconds(write.ttlSeconds()));
        }
    }

    /** The External ID identifies the connector towards its account, so it outlives every change of the role. */
    private @Nullable String externalId(
            CredentialKind kind, Optional<CredentialVersion> previous, Key key, CredentialWrite write) {
        if (kind != CredentialKind.AWS_ROLE) {
            return null;
        }
        return previous.map(this::externalIdOf)
                .or(() -> Optional.ofNullable(write.externalIdOf()).map(from -> takenOver(from, key, write)))
                .orElseGet(externalIds::next);
    }

    private String takenOver(UUID from, Key key, CredentialWrite write) {
        Optional<CredentialVersion> source =
                repository.latestBefore(from, Integer.MAX_VALUE).filter(version -> !version.expired(clock.instant()));
        requireOwner(source, key, write.connectorId());
        return source.map(this::externalIdOf)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.EXTERNAL_ID_MISSING,
                        "The credential of externalIdOf is gone, its time is over, or it has no External ID."));
    }

    private @Nullable String externalIdOf(CredentialVersion version) {
        if (version.kind() != CredentialKind.AWS_ROLE) {
            return null;
        }
        try (SecretBytes opened = envelope.open(version.binding(), version.sealed())) {
            return json.readTree(opened.expose()).get("externalId").textValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Outcome replay(CredentialVersion stored, Key key, CredentialWrite write) {
        requireOwner(Optional.of(stored), key, write.connectorId());
        boolean same = stored.kind() == CredentialKind.of(write)
                && Objects.equals(stored.expiresAt(), write.expiresAt())
                && (stored.purgeAt() == null) == (write.ttlSeconds() == null)
                && sameSecret(stored, write);
        if (!same) {
            throw new ProblemException(
                    ProblemCode.VERSION_CONFLICT, "Versions do not change: seal the next version instead.");
        }
        return new Outcome(answer(stored), false);
    }

    private boolean sameSecret(CredentialVersion stored, CredentialWrite write) {
        try (SecretBytes before = envelope.open(stored.binding(), stored.sealed());
                SecretBytes now = bytes(member(write, externalIdOf(stored)))) {
            return MessageDigest.isEqual(before.expose(), now.expose());
        }
    }

    private static void requireOwner(Optional<CredentialVersion> version, Key key, UUID connector) {
        if (version.isPresent() && !version.get().belongsTo(key.tenant(), connector)) {
            throw new ProblemException(ProblemCode.OWNER_MISMATCH, "Use a credential id of this connector's own.");
        }
    }

    private SealedCredential answer(CredentialVersion version) {
        return new SealedCredential(
                version.version(), version.fingerprint(), externalIdOf(version), version.sealedAt());
    }

    private static Object member(CredentialWrite write, @Nullable String externalId) {
        if (write.aws() != null) {
            return new SealedAwsRole(write.aws().roleArn(), Objects.requireNonNull(externalId));
        }
        if (write.azure() != null) {
            CredentialWrite.AzureClientSecret azure = write.azure();
            return new RevealedCredential.AzureClientSecret(
                    azure.directoryId(), azure.applicationId(), azure.authenticationKey());
        }
        CredentialWrite.GcpServiceAccountKey gcp = Objects.requireNonNull(write.gcp());
        return new RevealedCredential.GcpServiceAccountKey(gcp.projectId(), gcp.keyFile());
    }

    /** {@link RevealedCredential.AwsRole} before the role exists: the ARN may be missing. */
    private record SealedAwsRole(@Nullable String roleArn, String externalId) {
        @Override
        public String toString() {
            return "SealedAwsRole[redacted]";
        }
    }

    private SecretBytes bytes(Object member) {
        try {
            return SecretBytes.owning(json.writeValueAsBytes(member));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

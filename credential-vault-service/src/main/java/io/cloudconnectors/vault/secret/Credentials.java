package io.cloudconnectors.vault.secret;

import io.cloudconnectors.contracts.SealedCredential;
import io.cloudconnectors.vault.envelope.Binding;
import io.cloudconnectors.vault.envelope.Envelope;
import io.cloudconnectors.vault.envelope.SecretBytes;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
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
    private final CredentialsConfig config;
    private final InstantSource clock;
    private final ExternalIds externalIds = new ExternalIds();

    Credentials(CredentialRepository repository, Envelope envelope, CredentialsConfig config, InstantSource clock) {
        this.repository = repository;
        this.envelope = envelope;
        this.config = config;
        this.clock = clock;
    }

    /** Names one version in a tenant. */
    public record Key(String tenant, UUID credential, int version) {}

    /**
     * A version is sealed.
     *
     * @param isNew false when the same body had been sealed before
     */
    record Outcome(SealedCredential sealed, boolean isNew) {}

    /**
     * Seals one version; sealing the same body again answers the same.
     *
     * @throws ProblemException when the version is taken, or belongs elsewhere
     */
    Outcome seal(Key key, SealBody body) {
        Optional<CredentialVersion> stored = repository.findAny(key.credential(), key.version());
        if (stored.isPresent()) {
            return replay(stored.get(), key, body);
        }
        CredentialVersion fresh = sealFresh(key, body);
        if (repository.add(fresh, config.grace())) {
            return new Outcome(answer(fresh), true);
        }
        return replay(repository.findAny(key.credential(), key.version()).orElseThrow(), key, body);
    }

    /** Deletes every version: nobody gets one from now on, and their keys are shredded when the retention is over. */
    void delete(String tenant, UUID credential) {
        repository.markDeleted(tenant, credential, config.retention());
        if (config.retention().isZero()) {
            envelope.shred(tenant, credential);
            repository.delete(tenant, credential);
        }
    }

    /** Deletes one version in the same way; does nothing when it is gone. */
    void deleteVersion(Key key) {
        repository.markDeleted(key, config.retention());
        if (config.retention().isZero()) {
            shredVersion(key);
        }
    }

    /**
     * Deletes a version that nobody committed.
     *
     * @param taken as it was when connector-api was asked
     * @param before done when nobody can get it any more, before its key goes
     * @return false when it was sealed again since, or deleted; then nothing is done
     */
    public boolean deleteUncommitted(Key key, Instant taken, Runnable before) {
        if (!repository.markUncommitted(key, config.retention(), taken)) {
            return false;
        }
        before.run();
        if (config.retention().isZero()) {
            shredVersion(key);
        }
        return true;
    }

    /** First the key, so that a crash in between leaves nothing that opens. */
    void shredVersion(Key key) {
        envelope.shredVersion(key.tenant(), key.credential(), key.version());
        repository.deleteVersion(key);
    }

    private CredentialVersion sealFresh(Key key, SealBody body) {
        Optional<CredentialVersion> previous = repository.latestBefore(key.credential(), key.version());
        requireOwner(previous, key, body.connectorId());
        if (key.version() > 1 && previous.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.PREVIOUS_VERSION_MISSING, "Seal version 1 first; later versions build on it.");
        }
        Binding.Secret binding = new Binding.Secret(key.tenant(), body.connectorId(), key.credential(), key.version());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Credential credential = body.credential().identified(() -> externalId(previous, key, body));
        try (SecretBytes secret = credential.stored()) {
            Envelope.Sealed sealed = envelope.seal(binding, secret);
            return new CredentialVersion(
                    key.tenant(),
                    body.connectorId(),
                    key.credential(),
                    key.version(),
                    credential.kind(),
                    credential.complete(),
                    sealed.record(),
                    sealed.fingerprint(),
                    body.expiresAt(),
                    now,
                    body.ttlSeconds() == null ? null : now.plusSeconds(body.ttlSeconds()),
                    null);
        }
    }

    private String externalId(Optional<CredentialVersion> previous, Key key, SealBody body) {
        return previous.map(this::externalIdOf)
                .or(() -> Optional.ofNullable(body.externalIdOf()).map(from -> takenOver(from, key, body)))
                .orElseGet(externalIds::next);
    }

    private String takenOver(UUID from, Key key, SealBody body) {
        Optional<CredentialVersion> source =
                repository.latestBefore(from, Integer.MAX_VALUE).filter(version -> !version.expired(clock.instant()));
        requireOwner(source, key, body.connectorId());
        return source.map(this::externalIdOf)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.EXTERNAL_ID_MISSING,
                        "The credential of externalIdOf is gone, its time is over, or it has no External ID."));
    }

    private @Nullable String externalIdOf(CredentialVersion version) {
        if (!version.kind().hasExternalId()) {
            return null;
        }
        try (SecretBytes opened = envelope.open(version.binding(), version.sealed())) {
            return SecretJson.externalId(opened);
        }
    }

    private Outcome replay(CredentialVersion stored, Key key, SealBody body) {
        requireOwner(Optional.of(stored), key, body.connectorId());
        boolean same = stored.deletedAt() == null
                && stored.kind().equals(body.credential().kind())
                && Objects.equals(stored.expiresAt(), body.expiresAt())
                && (stored.purgeAt() == null) == (body.ttlSeconds() == null)
                && sameSecret(stored, body.credential());
        if (!same || !repository.sealedAgain(key, config.grace())) {
            throw new ProblemException(
                    ProblemCode.VERSION_CONFLICT, "Versions do not change: seal the next version instead.");
        }
        return new Outcome(answer(stored), false);
    }

    private boolean sameSecret(CredentialVersion stored, Credential credential) {
        Credential same = credential.identified(() -> Objects.requireNonNull(externalIdOf(stored)));
        try (SecretBytes before = envelope.open(stored.binding(), stored.sealed());
                SecretBytes now = same.stored()) {
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
}

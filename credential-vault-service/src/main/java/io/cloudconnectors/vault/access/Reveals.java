package io.cloudconnectors.vault.access;

import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.audit.AuditLog;
import io.cloudconnectors.vault.caller.Callers;
import io.cloudconnectors.vault.envelope.Envelope;
import io.cloudconnectors.vault.envelope.SecretBytes;
import io.cloudconnectors.vault.kek.UnsealException;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import io.cloudconnectors.vault.secret.CredentialRepository;
import io.cloudconnectors.vault.secret.CredentialVersion;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands out secrets. The caller shows two things: its service identity and the token of a run that it has leased. The
 * hand-out is in the audit log, durably, before the secret leaves; every refusal is there too.
 */
@ApplicationScoped
class Reveals {
    private static final Logger LOG = Logger.getLogger(Reveals.class);

    private final Callers callers;
    private final RunTokenVerifier tokens;
    private final CredentialRepository credentials;
    private final Envelope envelope;
    private final AuditLog audit;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    Reveals(
            Callers callers,
            RunTokenVerifier tokens,
            CredentialRepository credentials,
            Envelope envelope,
            AuditLog audit,
            InstantSource clock,
            MeterRegistry metrics) {
        this.callers = callers;
        this.tokens = tokens;
        this.credentials = credentials;
        this.envelope = envelope;
        this.audit = audit;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** The JSON of {@link io.cloudconnectors.contracts.RevealedCredential}. */
    byte[] reveal(UUID credential, int version, @Nullable String runToken) {
        Callers.Target target = new Callers.Target(null, credential, version);
        RunToken token = null;
        try {
            callers.require(Callers.REVEAL, AuditEntry.Action.REVEAL, target);
            token = tokens.verify(runToken);
            CredentialVersion stored = storedFor(token, credential, version);
            requireInTime(stored);
            requireComplete(stored);
            try (SecretBytes secret = open(stored)) {
                audit.append(callers.entry(AuditEntry.Action.REVEAL, AuditEntry.ALLOWED, target, token.holder()));
                count(AuditEntry.ALLOWED);
                return body(stored, secret);
            }
        } catch (ProblemException refused) {
            count(refused.code().name());
            if (refused.code() != ProblemCode.FORBIDDEN) {
                audit.append(callers.entry(
                        AuditEntry.Action.REVEAL,
                        refused.code().name(),
                        target,
                        token == null ? null : token.holder()));
            }
            throw refused;
        }
    }

    private SecretBytes open(CredentialVersion stored) {
        try {
            return envelope.open(stored.binding(), stored.sealed());
        } catch (UnsealException e) {
            LOG.errorf(
                    "Version %d of credential %s does not open: it was changed, or its key was shredded just now",
                    stored.version(), stored.credential());
            throw new ProblemException(ProblemCode.INTERNAL_ERROR, "The credential does not open; it was logged.");
        }
    }

    /** Another tenant's or connector's credential is a mismatch whether it exists or not: nothing is learned. */
    private CredentialVersion storedFor(RunToken token, UUID credential, int version) {
        if (!token.isFor(credential, version)) {
            throw mismatch();
        }
        CredentialVersion stored = credentials
                .find(credential, version)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "The version was shredded, or never sealed; end the run."));
        if (!token.isOf(stored.tenant(), stored.connector())) {
            throw mismatch();
        }
        return stored;
    }

    private static ProblemException mismatch() {
        return new ProblemException(
                ProblemCode.RUN_TOKEN_MISMATCH, "A run token opens the credential version of its own run only.");
    }

    private void requireInTime(CredentialVersion stored) {
        if (stored.expired(clock.instant())) {
            throw new ProblemException(
                    ProblemCode.EXPIRED, "It was sealed for a time that is over; end the run, and seal it again.");
        }
    }

    private static void requireComplete(CredentialVersion stored) {
        if (!stored.complete()) {
            throw new ProblemException(
                    ProblemCode.NOTHING_TO_REVEAL, "The role ARN is not known yet; there is nothing to assume.");
        }
    }

    /** Written around the stored member, so that no secret becomes a String here. */
    private static byte[] body(CredentialVersion stored, SecretBytes secret) {
        byte[] head = ("{\"credentialId\":\"" + stored.credential() + "\",\"version\":" + stored.version() + ",\""
                        + stored.member() + "\":")
                .getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(head.length + secret.expose().length + 1)
                .put(head)
                .put(secret.expose())
                .put((byte) '}')
                .array();
    }

    private void count(String outcome) {
        metrics.counter("vault.reveals", "outcome", outcome).increment();
    }
}

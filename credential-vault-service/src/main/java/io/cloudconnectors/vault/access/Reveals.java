package io.cloudconnectors.vault.access;

import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.caller.Callers;
import io.cloudconnectors.vault.envelope.Envelope;
import io.cloudconnectors.vault.envelope.SecretBytes;
import io.cloudconnectors.vault.kek.UnsealException;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import io.cloudconnectors.vault.secret.CredentialRepository;
import io.cloudconnectors.vault.secret.CredentialVersion;
import io.cloudconnectors.vault.secret.LastUses;
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
    private final RevealJournal journal;
    private final RunTokenVerifier tokens;
    private final Attempts attempts;
    private final Canaries canaries;
    private final CredentialRepository credentials;
    private final Envelope envelope;
    private final LastUses uses;
    private final InstantSource clock;

    Reveals(
            Callers callers,
            RevealJournal journal,
            RunTokenVerifier tokens,
            Attempts attempts,
            Canaries canaries,
            CredentialRepository credentials,
            Envelope envelope,
            LastUses uses,
            InstantSource clock) {
        this.callers = callers;
        this.journal = journal;
        this.tokens = tokens;
        this.attempts = attempts;
        this.canaries = canaries;
        this.credentials = credentials;
        this.envelope = envelope;
        this.uses = uses;
        this.clock = clock;
    }

    /** The JSON of {@link io.cloudconnectors.contracts.RevealedCredential}; whoever sends it closes it. */
    SecretBytes reveal(UUID credential, int version, @Nullable String runToken) {
        Callers.Target target = new Callers.Target(null, credential, version);
        RunToken token = null;
        boolean canary = canaries.contains(credential);
        if (canary) {
            canaries.touched(callers.entry(AuditEntry.Action.CANARY_TOUCH, Canaries.TOUCHED, target, null));
        }
        try {
            callers.require(Callers.REVEAL, AuditEntry.Action.REVEAL, target);
            token = tokens.verify(runToken);
            CredentialVersion stored = storedFor(token, credential, version, canary);
            requireInTime(stored);
            requireComplete(stored);
            requireLatest(token);
            try (SecretBytes secret = open(stored)) {
                journal.allowed(target, token);
                uses.note(credential, version);
                return body(stored, secret);
            }
        } catch (ProblemException refused) {
            journal.refused(refused.code(), target, token);
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

    /**
     * Another tenant's or connector's credential is a mismatch whether it exists or not: nothing is learned. A canary is never
     * there, for nobody.
     */
    private CredentialVersion storedFor(RunToken token, UUID credential, int version, boolean canary) {
        if (!token.isFor(credential, version)) {
            throw mismatch();
        }
        CredentialVersion stored = credentials
                .find(credential, version)
                .filter(any -> !canary)
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

    /** Whoever has lost a run to a later attempt has no business with it any more. */
    private void requireLatest(RunToken token) {
        if (!attempts.admits(token)) {
            throw new ProblemException(
                    ProblemCode.RUN_TOKEN_MISMATCH, "A later attempt has the run; end this one and send nothing more.");
        }
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
    private static SecretBytes body(CredentialVersion stored, SecretBytes secret) {
        byte[] head = ("{\"credentialId\":\"" + stored.credential() + "\",\"version\":" + stored.version() + ",\""
                        + stored.member() + "\":")
                .getBytes(StandardCharsets.UTF_8);
        return SecretBytes.owning(ByteBuffer.allocate(head.length + secret.expose().length + 1)
                .put(head)
                .put(secret.expose())
                .put((byte) '}')
                .array());
    }
}

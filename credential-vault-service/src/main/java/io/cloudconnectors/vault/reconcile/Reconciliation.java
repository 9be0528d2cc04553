package io.cloudconnectors.vault.reconcile;

import io.cloudconnectors.contracts.CommittedQuery;
import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.audit.AuditLog;
import io.cloudconnectors.vault.secret.Credentials;
import io.cloudconnectors.vault.time.Periodic;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Deletes what was sealed and never committed. connector-api seals a version before it commits the row that names it; when it
 * dies in between, or its database does, the version stays here and nobody knows it. After an hour it is asked.
 *
 * <p>What is deleted in error cannot be brought back, so an answer is acted upon only when it is whole and believable: with the
 * question go witnesses, versions that connector-api has confirmed before. One that knows none of them has lost its memory.
 */
@ApplicationScoped
class Reconciliation {
    private static final Logger LOG = Logger.getLogger(Reconciliation.class);

    private final ReconcileRepository versions;
    private final CommittedVersions committed;
    private final Credentials credentials;
    private final AuditLog audit;
    private final ReconcileConfig config;
    private final Periodic rounds;
    private final Counter confirmed;
    private final Counter deleted;
    private final AtomicInteger suspended;

    Reconciliation(
            ReconcileRepository versions,
            CommittedVersions committed,
            Credentials credentials,
            AuditLog audit,
            ReconcileConfig config,
            MeterRegistry meters) {
        if (config.batch() < 1 || config.batch() + config.witnesses() > CommittedQuery.MOST) {
            throw new IllegalArgumentException(
                    "vault.reconcile.batch is at least 1, and with witnesses at most " + CommittedQuery.MOST);
        }
        this.versions = versions;
        this.committed = committed;
        this.credentials = credentials;
        this.audit = audit;
        this.config = config;
        this.rounds = new Periodic("reconciliation", config.every(), this::reconcile);
        this.confirmed = meters.counter("vault.reconciled", "outcome", "committed");
        this.deleted = meters.counter("vault.reconciled", "outcome", "deleted");
        this.suspended = meters.gauge("vault.reconcile.suspended", new AtomicInteger());
    }

    void onStart(@Observes StartupEvent start) {
        if (config.enabled()) {
            rounds.start();
        }
    }

    void onStop(@Observes ShutdownEvent stop) {
        rounds.close();
    }

    /** Whether the last question had no answer that can be believed. */
    boolean isSuspended() {
        return suspended.get() > 0;
    }

    /** One round: batches until nothing is due, or no answer can be had. */
    void reconcile() {
        List<ReconcileRepository.Taken> taken = versions.take(config.batch(), config.claim());
        while (!taken.isEmpty() && reconcile(taken)) {
            taken = versions.take(config.batch(), config.claim());
        }
    }

    private boolean reconcile(List<ReconcileRepository.Taken> taken) {
        try {
            Set<CommittedQuery.Version> known = believable(taken);
            confirmed.increment(versions.committed(List.copyOf(known)));
            for (ReconcileRepository.Taken version : taken) {
                if (!known.contains(version.version()) && delete(version)) {
                    deleted.increment();
                }
            }
            suspended.set(0);
            return true;
        } catch (NoAnswerException e) {
            suspended.set(1);
            LOG.errorf(
                    "Nothing is deleted: connector-api did not say which of %d versions are committed. They are asked"
                            + " about again in %d s; cause=%s",
                    taken.size(), config.claim().toSeconds(), e.getMessage());
            return false;
        }
    }

    /** What connector-api knows, if it can be believed what it does not know. */
    private Set<CommittedQuery.Version> believable(List<ReconcileRepository.Taken> taken) throws NoAnswerException {
        List<CommittedQuery.Version> witnesses = versions.witnesses(config.witnesses());
        List<CommittedQuery.Version> asked = new ArrayList<>(witnesses);
        taken.forEach(version -> asked.add(version.version()));
        Set<CommittedQuery.Version> known = committed.known(asked);
        if (isForgetful(known, witnesses, taken.size())) {
            String unknown =
                    witnesses.isEmpty() ? taken.size() + " versions" : witnesses.size() + " that were committed";
            throw new NoAnswerException("it knows none of " + unknown + "; is its database an old or an empty one?");
        }
        return known;
    }

    /** That it knows what was committed since is no sign that it knows what was before. */
    private boolean isForgetful(
            Set<CommittedQuery.Version> known, List<CommittedQuery.Version> witnesses, int unconfirmed) {
        return witnesses.isEmpty()
                ? known.isEmpty() && unconfirmed >= config.unbelievable()
                : Collections.disjoint(known, witnesses);
    }

    private boolean delete(ReconcileRepository.Taken version) {
        CommittedQuery.Version unknown = version.version();
        boolean gone = credentials.deleteUncommitted(
                version.key(),
                version.until(),
                () -> audit.append(AuditEntry.ofTheVault(
                        AuditEntry.Action.RECONCILE,
                        unknown.tenant(),
                        unknown.connectorId(),
                        unknown.credentialId(),
                        unknown.version())));
        if (gone) {
            LOG.infof(
                    "A version that nobody committed is deleted; connector=%s credential=%s version=%d",
                    unknown.connectorId(), unknown.credentialId(), unknown.version());
        }
        return gone;
    }
}

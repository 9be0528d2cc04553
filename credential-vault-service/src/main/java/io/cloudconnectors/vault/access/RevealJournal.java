package io.cloudconnectors.vault.access;

import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.audit.AuditLog;
import io.cloudconnectors.vault.caller.Callers;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Records and counts what becomes of reveals. */
@ApplicationScoped
class RevealJournal {
    private final Callers callers;
    private final AuditLog audit;
    private final MeterRegistry metrics;

    RevealJournal(Callers callers, AuditLog audit, MeterRegistry metrics) {
        this.callers = callers;
        this.audit = audit;
        this.metrics = metrics;
    }

    /** Returns when it is durable that this token gets this version: the secret may leave then, and not before. */
    void allowed(Callers.Target target, RunToken token) {
        audit.append(callers.entry(AuditEntry.Action.REVEAL, AuditEntry.ALLOWED, target, token.holder()));
        count(AuditEntry.ALLOWED);
    }

    /** @param token absent when there was none, or none that is worth anything */
    void refused(ProblemCode code, Callers.Target target, @Nullable RunToken token) {
        count(code.name());
        if (!isRecordedAtTheDoor(code)) {
            audit.append(callers.entry(
                    AuditEntry.Action.REVEAL, code.name(), target, token == null ? null : token.holder()));
        }
    }

    private static boolean isRecordedAtTheDoor(ProblemCode code) {
        return code == ProblemCode.FORBIDDEN || code == ProblemCode.RATE_LIMITED;
    }

    private void count(String outcome) {
        metrics.counter("vault.reveals", "outcome", outcome).increment();
    }
}

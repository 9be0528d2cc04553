package io.cloudconnectors.contracts;

/** The Kafka topics of the suite. Names carry no dash, so that environment variables can address their channels. */
public final class Topics {
    /** {@link RunRequest}s that a person waits for (MANUAL, TEST); keyed by connector id. */
    public static final String RUNS_INTERACTIVE = "runs_interactive";
    /** {@link RunRequest}s of the schedule (SCHEDULED, PROBE, RECHECK); keyed by connector id. */
    public static final String RUNS_SCHEDULED = "runs_scheduled";
    /** {@link ResultEvent}s; keyed by connector id. */
    public static final String RESULTS = "results";
    /** Changes of connectors as CloudEvents, for integrators; keyed by connector id. */
    public static final String CONNECTOR_CHANGES = "connector_changes";
    /** Records that could not be processed, with the reason in their headers. */
    public static final String DEAD_LETTERS = "dead_letters";
    /** Heads of the audit hash chains: {@link AuditAnchor} of tenants, {@link VaultAuditAnchor} of the vault. */
    public static final String AUDIT_ANCHORS = "audit_anchors";

    private Topics() {}
}

package io.cloudconnectors.api.audit;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What people, CI clients and the platform itself do that is written down. The names are stable. */
@Schema(description = "What was done.")
public enum AuditAction {
    /** A connector was created. */
    CONNECTOR_CREATED,
    /** What its client decides was changed. */
    CONNECTOR_CHANGED,
    /** A new credential version became the current one. */
    CREDENTIAL_REPLACED,
    /** A credential version was added, which is not the current one. */
    CREDENTIAL_ADDED,
    /** A credential version that was there became the current one. */
    CREDENTIAL_MADE_CURRENT,
    /** A credential version was given up, and its secret is shredded. */
    CREDENTIAL_SHREDDED,
    /** A connector was deleted softly. */
    CONNECTOR_DELETED,
    /** A connector that belonged to no apply set was taken over by one. */
    CONNECTOR_ADOPTED,
    /** A deleted connector was restored. */
    CONNECTOR_RESTORED,
    /** A connector was deleted for good: an administrator had it done, or its retention was over. */
    CONNECTOR_PURGED,
    /** A connector was created by an apply set, or is in the body of the one that it had left again. */
    APPLY_SET_JOINED(false),
    /** A connector is in the body of its apply set no more. */
    APPLY_SET_LEFT(false),
    /** The id and External ID of a connector to come were reserved. */
    DRAFT_CREATED(false),
    /** A draft was given up. */
    DRAFT_DELETED(false),
    /** A connection test was asked for. */
    CONNECTION_TESTED(false),
    /** Somebody asked for a run. */
    RUN_REQUESTED(false),
    /** Somebody asked to cancel a run. */
    RUN_CANCELLED(false);

    private final boolean told;

    AuditAction() {
        this(true);
    }

    AuditAction(boolean told) {
        this.told = told;
    }

    /**
     * Whether those who watch the connector are told with a {@link io.cloudconnectors.contracts.ConnectorChanged}: false
     * for what leaves the connector as it is, or has an event of its own.
     */
    public boolean told() {
        return told;
    }
}

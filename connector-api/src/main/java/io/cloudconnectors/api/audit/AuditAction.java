package io.cloudconnectors.api.audit;

/** What people and CI clients do that is written down. */
public enum AuditAction {
    /** A connector was created. */
    CONNECTOR_CREATED,
    /** What its client decides was changed. */
    CONNECTOR_CHANGED,
    /** A new credential version became the current one. */
    CREDENTIAL_REPLACED,
    /** A connector was deleted softly. */
    CONNECTOR_DELETED
}

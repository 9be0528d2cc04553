package io.cloudconnectors.api.connector;

/** Where a connector stands. */
public enum ConnectorState {
    /** Created, or its set-up is incomplete: the reason says what is awaited. */
    PENDING,
    /** Derived, never stored: a run of a connector that is not OFFLINE is going. */
    PROCESSING,
    /** The last deciding run reached the account. */
    ONLINE,
    /** The account cannot be reached. */
    OFFLINE
}

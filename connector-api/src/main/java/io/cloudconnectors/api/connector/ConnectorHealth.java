package io.cloudconnectors.api.connector;

/** Beside the state: whether somebody should look at the connector. */
public enum ConnectorHealth {
    OK,
    /** It works, and a part could not be looked at. */
    DEGRADED,
    /** The last run failed. */
    ERROR
}

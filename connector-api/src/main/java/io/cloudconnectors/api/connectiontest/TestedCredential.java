package io.cloudconnectors.api.connectiontest;

/** Which credential a test tries. */
public enum TestedCredential {
    /** The one that runs use. */
    CURRENT,
    /** A version that the connector has and does not use. */
    STORED,
    /** One that came with the request: it is kept for ten minutes, and nothing is replaced. */
    TRIAL
}

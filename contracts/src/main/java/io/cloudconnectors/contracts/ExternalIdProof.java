package io.cloudconnectors.contracts;

/**
 * What came of the attempts that must fail: to assume an AWS role without an External ID, and with one that nobody knows.
 */
public enum ExternalIdProof {
    /** AWS denied both. */
    ENFORCED,
    /** One of them was let in: whoever can name the role could use it through the platform. */
    NOT_ENFORCED
}

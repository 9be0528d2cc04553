package io.cloudconnectors.contracts;

/** The clouds that an account can be connected from. */
public enum Provider {
    AWS,
    AZURE,
    GCP
}

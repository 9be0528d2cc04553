package io.cloudconnectors.contracts;

/** The clouds that Microsoft runs under the name of Azure; each has its own sign-in authority and management endpoint. */
public enum AzureCloud {
    PUBLIC,
    US_GOVERNMENT,
    CHINA
}

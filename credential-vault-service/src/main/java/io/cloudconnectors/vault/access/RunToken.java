package io.cloudconnectors.vault.access;

import java.util.UUID;

/** What a verified run token says: which attempt of which run may have which credential version. */
record RunToken(UUID run, int attempt, String tenant, UUID connector, UUID credential, int credentialVersion) {

    boolean isFor(UUID otherCredential, int otherVersion) {
        return credential.equals(otherCredential) && credentialVersion == otherVersion;
    }

    boolean isOf(String otherTenant, UUID otherConnector) {
        return tenant.equals(otherTenant) && connector.equals(otherConnector);
    }
}

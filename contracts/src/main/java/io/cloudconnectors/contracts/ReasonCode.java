package io.cloudconnectors.contracts;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** The stable codes of everything that can keep a connector from being green, each with its class. */
public enum ReasonCode {
    AWS_ASSUME_ROLE_DENIED(ReasonClass.PERMANENT),
    AWS_EXTERNAL_ID_NOT_ENFORCED(ReasonClass.WARNING),
    ACCOUNT_MISMATCH(ReasonClass.PERMANENT),
    REGION_DISABLED(ReasonClass.SKIPPED),
    SCP_DENIED(ReasonClass.SKIPPED),
    PERMISSION_MISSING(ReasonClass.PARTIAL),
    AZURE_SECRET_INVALID(ReasonClass.PERMANENT),
    AZURE_SECRET_EXPIRED(ReasonClass.PERMANENT),
    AZURE_APP_NOT_FOUND(ReasonClass.PERMANENT),
    AZURE_TENANT_NOT_FOUND(ReasonClass.PERMANENT),
    AZURE_ROLE_MISSING(ReasonClass.PERMANENT),
    SUBSCRIPTION_NOT_FOUND(ReasonClass.PERMANENT),
    GCP_KEY_INVALID(ReasonClass.PERMANENT),
    GCP_API_DISABLED(ReasonClass.PARTIAL),
    PROJECT_NOT_FOUND(ReasonClass.PERMANENT),
    GCP_PERMISSION_DENIED(ReasonClass.PERMANENT),
    THROTTLED(ReasonClass.TRANSIENT),
    NETWORK(ReasonClass.TRANSIENT),
    PROVIDER_ERROR(ReasonClass.TRANSIENT),
    VAULT_UNAVAILABLE(ReasonClass.PLATFORM),
    LEASE_LOST(ReasonClass.PLATFORM),
    RUN_TIMEOUT(ReasonClass.PLATFORM),
    /** Also what an older reader makes of a code that it does not know: nothing is held against the connector. */
    @JsonEnumDefaultValue
    PLATFORM_ERROR(ReasonClass.PLATFORM),
    CREDENTIAL_EXPIRING(ReasonClass.WARNING),
    STALE(ReasonClass.TRANSIENT),
    AWAITING_ROLE_ARN(ReasonClass.AWAITING),
    AWAITING_FIRST_RUN(ReasonClass.AWAITING),
    AWAITING_CAPACITY(ReasonClass.AWAITING),
    AWAITING_RECHECK(ReasonClass.AWAITING),
    AWAITING_PROBE(ReasonClass.AWAITING),
    AWAITING_NEXT_RUN(ReasonClass.AWAITING);

    private final ReasonClass reasonClass;

    ReasonCode(ReasonClass reasonClass) {
        this.reasonClass = reasonClass;
    }

    /** What the reason means when nothing narrows it. */
    public ReasonClass reasonClass() {
        return reasonClass;
    }
}

package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.credential.CredentialVersion;
import io.cloudconnectors.api.provider.AwsSpec;
import io.cloudconnectors.api.provider.AzureSpec;
import io.cloudconnectors.api.provider.GcpSpec;
import io.cloudconnectors.api.provider.ProviderSpec;
import io.cloudconnectors.api.provider.StoredSettings;
import io.cloudconnectors.api.reason.StoredReason;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.CredentialReference;
import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.SealedCredential;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * The half of a connector's row that its client decides. What runs decide (state, health, reason, last run) is written
 * by the engine and never mapped here, so that a change by a client cannot overwrite it.
 */
@Entity
@Table(name = "connector")
class Connector {
    /** When a purge that somebody ordered is due: at once by any clock, and told from one that comes with time. */
    static final Instant PURGE_NOW = Instant.EPOCH;

    @Id
    private UUID id;

    @Column(updatable = false)
    private String tenant;

    private String name;
    private String description;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Provider provider;

    @Column(name = "account_id")
    private @Nullable String accountId;

    @JdbcTypeCode(SqlTypes.JSON)
    private StoredSettings settings;

    @Column(name = "role_arn")
    private @Nullable String roleArn;

    @Column(name = "application_id")
    private @Nullable String applicationId;

    @Column(name = "client_email")
    private @Nullable String clientEmail;

    @Column(name = "external_id")
    private @Nullable String externalId;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> labels;

    @Column(name = "run_frequency_minutes")
    private int runFrequencyMinutes;

    @Column(name = "requests_per_second")
    private @Nullable Integer requestsPerSecond;

    private boolean enabled;

    @Column(name = "credential_id", updatable = false)
    private UUID credentialId;

    @Column(name = "credential_version")
    private int credentialVersion;

    @Column(name = "credential_fingerprint")
    private String credentialFingerprint;

    @Column(name = "credential_expires_at")
    private @Nullable Instant credentialExpiresAt;

    /** Set at creation and when the role ARN arrives; in between it is the engine's. */
    @JdbcTypeCode(SqlTypes.JSON)
    @Column(updatable = false)
    private StoredReason reason;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    @Column(name = "purge_at")
    private @Nullable Instant purgeAt;

    /** The engine's. */
    @Column(name = "purge_started_at", insertable = false, updatable = false)
    private @Nullable Instant purgeStartedAt;

    private long version;

    /** For Hibernate. */
    @SuppressWarnings("NullAway.Init")
    protected Connector() {}

    /** A new connector whose first credential version is sealed. */
    Connector(
            UUID id, Tenant tenant, ConnectorSpec spec, UUID credentialId, SealedCredential sealed, Instant createdAt) {
        this.id = id;
        this.tenant = tenant.name();
        this.provider = spec.provider();
        this.credentialId = credentialId;
        this.createdAt = createdAt;
        this.updatedAt = createdAt;
        this.version = 1;
        this.reason = StoredReason.own(
                spec.complete() ? ReasonCode.AWAITING_FIRST_RUN : ReasonCode.AWAITING_ROLE_ARN, createdAt);
        this.externalId = sealed.externalId();
        this.credentialVersion = sealed.version();
        this.credentialFingerprint = sealed.fingerprint();
        this.name = spec.name();
        this.description = spec.description();
        this.labels = new HashMap<>(spec.labels());
        this.runFrequencyMinutes = spec.runFrequencyMinutes();
        this.requestsPerSecond = spec.requestsPerSecond();
        this.enabled = spec.enabled();
        accountId = spec.accountId();
        settings = spec.account().settings();
        takeParts(spec.account());
    }

    /**
     * Takes over what a client changed.
     *
     * @param sealed the new credential version, when there is one
     */
    void change(ConnectorSpec spec, @Nullable SealedCredential sealed, Instant at) {
        name = spec.name();
        description = spec.description();
        labels = new HashMap<>(spec.labels());
        runFrequencyMinutes = spec.runFrequencyMinutes();
        requestsPerSecond = spec.requestsPerSecond();
        enabled = spec.enabled();
        accountId = spec.accountId();
        settings = spec.account().settings();
        takeParts(spec.account());
        if (sealed != null) {
            credentialVersion = sealed.version();
            credentialFingerprint = sealed.fingerprint();
        }
        touch(at);
    }

    /**
     * Takes over another version of its credential, which is sealed already.
     *
     * @param account its own, with what belongs to that version
     */
    void use(CredentialVersion version, ProviderSpec account, Instant at) {
        accountId = account.account();
        settings = account.settings();
        takeParts(account);
        credentialVersion = version.version();
        credentialFingerprint = version.fingerprint();
        touch(at);
    }

    /**
     * Deletes it softly; its name and account are free again.
     *
     * @param purged until when it can be restored
     */
    void delete(Instant at, Instant purged) {
        deletedAt = at;
        purgeAt = purged;
        touch(at);
    }

    /** Ends the time in which a deleted one can be restored. */
    void purge(Instant at) {
        purgeAt = PURGE_NOW;
        touch(at);
    }

    /** Whether its purge was ordered, or has begun. */
    boolean isBeingPurged() {
        return purgeStartedAt != null || PURGE_NOW.equals(purgeAt);
    }

    /** Brings a deleted one back. */
    void restore(Instant at) {
        deletedAt = null;
        purgeAt = null;
        touch(at);
    }

    private void touch(Instant at) {
        updatedAt = at;
        version++;
    }

    UUID id() {
        return id;
    }

    long version() {
        return version;
    }

    CredentialReference credential() {
        return new CredentialReference(credentialId, credentialVersion);
    }

    /** What the audit trail keeps of it. */
    ConnectorFacts facts() {
        return new ConnectorFacts(spec(), credentialVersion, credentialFingerprint);
    }

    /** What its client decided. */
    ConnectorSpec spec() {
        return new ConnectorSpec(name, description, runFrequencyMinutes, requestsPerSecond, enabled, labels, account());
    }

    /** The columns that one provider has and the others leave empty. */
    private void takeParts(ProviderSpec account) {
        switch (account) {
            case AwsSpec aws -> roleArn = aws.roleArn();
            case AzureSpec azure -> {
                applicationId = azure.applicationId();
                credentialExpiresAt = azure.authenticationKeyExpiresAt();
            }
            case GcpSpec gcp -> clientEmail = gcp.clientEmail();
        }
    }

    private ProviderSpec account() {
        return switch (provider) {
            case AWS -> new AwsSpec(roleArn, Objects.requireNonNullElse(settings.regions(), List.of()));
            case AZURE ->
                new AzureSpec(
                        Objects.requireNonNull(settings.directoryId()),
                        Objects.requireNonNull(applicationId),
                        Objects.requireNonNull(settings.subscriptionId()),
                        Objects.requireNonNull(settings.cloud()),
                        credentialExpiresAt);
            case GCP -> new GcpSpec(Objects.requireNonNull(settings.projectId()), Objects.requireNonNull(clientEmail));
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Connector connector && id.equals(connector.id);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(id);
    }
}

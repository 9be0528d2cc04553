package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.ProviderSecret;
import io.cloudconnectors.api.provider.ProviderSpec;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.CredentialReference;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What of a live connector can be tested. Both calls stand inside a transaction, and change nothing. */
@ApplicationScoped
public class TestSubjects {
    private final ConnectorRepository repository;
    private final ConnectorPatch patch;

    TestSubjects(ConnectorRepository repository, RunFrequency frequency) {
        this.repository = repository;
        this.patch = new ConnectorPatch(new ConnectorForm(frequency));
    }

    /**
     * A connector as it is.
     *
     * @param credential the current version
     */
    public record Current(ProviderSpec account, CredentialReference credential) {}

    /** A connector as it would be with another secret, and that secret. */
    public record Trial(ProviderSpec account, ProviderSecret secret, UUID credentialId) {}

    /** What the connector has; empty when there is no such one. */
    public Optional<Current> current(Tenant tenant, UUID id) {
        return repository
                .live(tenant, id)
                .map(connector -> new Current(connector.spec().account(), connector.credential()));
    }

    /**
     * What the connector would have after this body of {@code PUT .../credential}; empty when there is no such one.
     *
     * @throws ProblemException what that call refuses
     */
    public Optional<Trial> trial(Tenant tenant, UUID id, JsonNode body) {
        return repository.live(tenant, id).map(connector -> {
            ConnectorChange change = patch.replaceCredential(connector.spec(), body);
            return new Trial(
                    change.spec().account(),
                    Objects.requireNonNull(change.secret()),
                    connector.credential().id());
        });
    }
}

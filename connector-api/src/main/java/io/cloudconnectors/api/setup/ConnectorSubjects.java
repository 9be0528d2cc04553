package io.cloudconnectors.api.setup;

import io.cloudconnectors.api.connector.Connectors;
import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.api.tenant.Tenant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** The connectors that there are. */
@ApplicationScoped
class ConnectorSubjects implements SetupSubjects {
    private final Connectors connectors;

    ConnectorSubjects(Connectors connectors) {
        this.connectors = connectors;
    }

    @Override
    public Optional<SetupSubject> find(Tenant tenant, UUID id) {
        return connectors.in(tenant).setupSubject(id);
    }
}

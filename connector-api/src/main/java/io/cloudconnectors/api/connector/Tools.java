package io.cloudconnectors.api.connector;

import io.cloudconnectors.api.audit.Audit;
import io.cloudconnectors.api.credential.CredentialVersionRepository;
import io.cloudconnectors.api.credential.Vault;
import io.cloudconnectors.api.run.RunControl;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** What connectors are worked on with, whoever's they are. */
@Singleton
record Tools(
        ConnectorRepository repository,
        ConnectorReadRepository reads,
        DeletedConnectorRepository deleted,
        ScheduleRepository schedules,
        CredentialVersionRepository versions,
        Vault vault,
        RunControl runs,
        DraftReservations reservations,
        Audit audit,
        Purges purges,
        DeletionConfig deletion,
        InstantSource clock) {}

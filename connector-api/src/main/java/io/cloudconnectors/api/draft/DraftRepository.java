package io.cloudconnectors.api.draft;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.connector.DraftReservations;
import io.cloudconnectors.api.query.Row;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.contracts.Provider;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps drafts. One whose time is over is not there, dropped or not. */
@Singleton
class DraftRepository extends SqlRepository implements DraftReservations {
    private static final String INSERT = """
            INSERT INTO draft (id, tenant, provider, external_id, credential_id, created_at, expires_at)
            SELECT ?, ?, ?, ?, ?, ?, ?
             WHERE NOT EXISTS (SELECT FROM connector WHERE id = ?)
            """;

    private static final String FIND = """
            SELECT id, provider, external_id, credential_id, created_at, expires_at
              FROM draft
             WHERE id = ? AND tenant = ? AND expires_at > now()
            """;

    private static final String TAKE = "DELETE FROM draft WHERE id = ? AND tenant = ? AND expires_at > now()";

    DraftRepository(@DataSource("api") AgroalDataSource dataSource, ObjectMapper json) {
        super(dataSource, json);
    }

    /** Keeps a draft; false when there is a connector of its id. */
    boolean insert(Tenant tenant, Draft draft) {
        return update(
                        INSERT,
                        draft.id(),
                        tenant.name(),
                        draft.provider().name(),
                        draft.externalId(),
                        draft.credentialId(),
                        draft.createdAt().atOffset(ZoneOffset.UTC),
                        draft.expiresAt().atOffset(ZoneOffset.UTC),
                        draft.id())
                == 1;
    }

    Optional<Draft> draft(Tenant tenant, UUID id) {
        return first(FIND, List.of(id, tenant.name()), DraftRepository::map);
    }

    @Override
    public Optional<Reservation> find(Tenant tenant, UUID id) {
        return draft(tenant, id).map(draft -> new Reservation(draft.id(), draft.provider(), draft.credentialId()));
    }

    /** Of two that take it the second waits for the first, and finds nothing. */
    @Override
    public boolean take(Tenant tenant, UUID id) {
        return update(TAKE, id, tenant.name()) == 1;
    }

    private static Draft map(Row row) throws SQLException {
        return new Draft(
                row.id("id"),
                row.constant("provider", Provider.class),
                row.textOrNull("external_id"),
                row.idOrNull("credential_id"),
                row.instant("created_at"),
                row.instant("expires_at"));
    }
}

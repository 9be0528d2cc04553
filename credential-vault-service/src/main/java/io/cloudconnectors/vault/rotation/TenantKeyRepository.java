package io.cloudconnectors.vault.rotation;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;

/** Tenant keys as a rotation of the KEK sees them, in the order of tenant and version. */
@Singleton
public class TenantKeyRepository extends SqlRepository {
    private static final String COUNT = "SELECT count(*) FROM tenant_key WHERE wrapped_by <> ALL (?)";
    private static final String KEKS =
            "SELECT DISTINCT wrapped_by FROM tenant_key WHERE wrapped_by <> ALL (?) ORDER BY 1";
    private static final String AFTER = """
            SELECT tenant, version, wrapped FROM tenant_key
            WHERE (tenant, version) > (?, ?) AND wrapped_by <> ALL (?)
            ORDER BY tenant, version LIMIT ?""";
    /** Only what is still as it was read: another instance may have been here, or the tenant was shredded. */
    private static final String REPLACE =
            "UPDATE tenant_key SET wrapped = ? WHERE tenant = ? AND version = ? AND wrapped = ?";

    TenantKeyRepository(@DataSource("keystore") AgroalDataSource keystore) {
        super("keystore", keystore);
    }

    record Row(String tenant, int version, byte[] wrapped) {
        /** Before every other. */
        static final Row FIRST = new Row("", 0, new byte[0]);
    }

    record Moved(Row row, byte[] wrapped) {}

    long count(Collection<String> notBy) {
        return query(COUNT, row -> row.getLong(1), (Object) names(notBy)).orElse(0L);
    }

    List<String> keks(Collection<String> notBy) {
        return list(KEKS, row -> row.getString(1), (Object) names(notBy));
    }

    List<Row> after(Row last, Collection<String> notBy, int limit) {
        return list(
                AFTER,
                row -> new Row(row.getString(1), row.getInt(2), row.getBytes(3)),
                last.tenant(),
                last.version(),
                names(notBy),
                limit);
    }

    /** All of them or none, with the progress. */
    int replace(Claim claim, List<Moved> moved) {
        return transaction(connection -> {
            int changed = 0;
            for (Moved each : moved) {
                Row row = each.row();
                changed += update(connection, REPLACE, each.wrapped(), row.tenant(), row.version(), row.wrapped());
            }
            RotationRepository.hold(connection, claim, changed);
            return changed;
        });
    }

    private static String[] names(Collection<String> names) {
        return names.toArray(String[]::new);
    }
}

package io.cloudconnectors.vault.envelope;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.sql.SqlRepository;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys that nothing may be sealed by any more, in both databases: one of them put back from an older state does not
 * forget. Nothing is ever taken off the lists by the vault.
 */
@Singleton
public class RetiredKeys {
    /** Stands where a tenant does, for KEKs. */
    public static final String NO_TENANT = "";

    private final OneList keystore;
    private final OneList vault;

    RetiredKeys(@DataSource("keystore") AgroalDataSource keystore, @DataSource("vault") AgroalDataSource vault) {
        this.keystore = new OneList("keystore", keystore);
        this.vault = new OneList("vault", vault);
    }

    /** The names of a tenant's retired keys and of the KEKs, from either list. */
    Set<String> names(String tenant) {
        Set<String> names = new HashSet<>(vault.names(tenant));
        names.addAll(keystore.names(tenant));
        return names;
    }

    /** Puts them onto both lists; again does no harm. */
    public void retire(String tenant, List<String> names) {
        names.forEach(name -> vault.add(tenant, name));
        names.forEach(name -> keystore.add(tenant, name));
    }

    /** The list of one database. */
    private static final class OneList extends SqlRepository {
        private static final String NAMES = "SELECT name FROM retired_key WHERE tenant IN ('', ?)";
        private static final String ADD = """
                INSERT INTO retired_key (tenant, name, retired_at) VALUES (?, ?, now())
                ON CONFLICT DO NOTHING""";

        OneList(String database, AgroalDataSource source) {
            super(database, source);
        }

        List<String> names(String tenant) {
            return list(NAMES, row -> row.getString(1), tenant);
        }

        void add(String tenant, String name) {
            update(ADD, tenant, name);
        }
    }
}

package io.cloudconnectors.api.tenant;

import io.cloudconnectors.api.query.DatabaseException;
import io.cloudconnectors.api.query.ReadTransaction;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Transactions on a database as one tenant sees it. Each transaction tells the tenant to PostgreSQL before anything else, in a setting
 * that ends with the transaction; row-level security shows and accepts that tenant's rows alone. A connection that was
 * not told sees nothing.
 */
public final class TenantTransactions {
    private static final String SET_TENANT = "SELECT set_config('app.tenant', ?, true)";
    /** Statements are planned once for each connection and for no values in particular. */
    private static final String SET_TENANT_AND_KEEP_PLANS =
            "SELECT set_config('app.tenant', ?, true), set_config('plan_cache_mode', 'force_generic_plan', true)";

    private final DataSource dataSource;
    private final ScopedValue<List<Runnable>> ends = ScopedValue.newInstance();

    TenantTransactions(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Does some work in one transaction; an exception rolls it back. Repositories of this database join in: inside the
     * transaction they get the connection that was told, and so does Hibernate. One inside another is refused: it would hold
     * two connections of one pool, and as many at the same time as the pool has would wait for each other.
     *
     * @throws IllegalStateException inside another one
     * @throws DatabaseException when the database cannot be told
     */
    public <T> T call(Tenant tenant, Supplier<T> work) {
        refuseNested();
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = dataSource.getConnection()) {
                tell(connection, SET_TENANT, tenant);
            } catch (SQLException e) {
                throw new DatabaseException(e);
            }
            return ScopedValue.where(ends, new ArrayList<>()).call(() -> {
                T result = work.get();
                ends.get().forEach(Runnable::run);
                return result;
            });
        });
    }

    /**
     * Reads in one transaction: repositories of this database join in, Hibernate does not. Its statements take plans that were
     * made for no values in particular: what is better planned for its values, each time, is read with {@link #call}.
     *
     * @throws IllegalStateException inside another one
     * @throws DatabaseException when the database cannot be told
     */
    public <T> T read(Tenant tenant, Supplier<T> work) {
        refuseNested();
        return ReadTransaction.call(
                dataSource, connection -> tell(connection, SET_TENANT_AND_KEEP_PLANS, tenant), work);
    }

    /**
     * Does something at the end of the current transaction, after all else of it and in the order of these calls: what locks
     * what everybody needs.
     *
     * @throws java.util.NoSuchElementException outside of a transaction
     */
    public void atTheEnd(Runnable work) {
        ends.get().add(work);
    }

    private void refuseNested() {
        if (ends.isBound() || ReadTransaction.isGoing(dataSource)) {
            throw new IllegalStateException("A transaction stands inside another one of the same database");
        }
    }

    private static void tell(Connection connection, String sql, Tenant tenant) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant.name());
            statement.execute();
        }
    }
}

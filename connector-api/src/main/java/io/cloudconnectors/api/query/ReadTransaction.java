package io.cloudconnectors.api.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * A transaction that only reads, on a connection of its own and without the transaction manager, which has nothing to
 * coordinate in it. Inside, the {@link SqlRepository repositories} of its database read on that connection and refuse to
 * write.
 */
public final class ReadTransaction {
    private static final ScopedValue<ReadTransaction> CURRENT = ScopedValue.newInstance();

    private final DataSource dataSource;
    private final Connection connection;

    private ReadTransaction(DataSource dataSource, Connection connection) {
        this.dataSource = dataSource;
        this.connection = connection;
    }

    /**
     * Does some work in one.
     *
     * @param begin what the database is told first
     * @throws DatabaseException for any {@link SQLException}
     */
    public static <T> T call(DataSource dataSource, Beginning begin, Supplier<T> work) {
        return OwnTransaction.call(dataSource, connection -> {
            begin.tell(connection);
            return ScopedValue.where(CURRENT, new ReadTransaction(dataSource, connection))
                    .call(work::get);
        });
    }

    /** What comes before everything else. */
    @FunctionalInterface
    public interface Beginning {
        void tell(Connection connection) throws SQLException;
    }

    /** Whether one is going on in this database. */
    public static boolean isGoing(DataSource dataSource) {
        return connection(dataSource).isPresent();
    }

    /** The connection of the one that is going on in this database. */
    @SuppressWarnings("ReferenceEquality") // Which pool it is, and not what it is like.
    static Optional<Connection> connection(DataSource dataSource) {
        return CURRENT.isBound() && CURRENT.get().dataSource == dataSource
                ? Optional.of(CURRENT.get().connection)
                : Optional.empty();
    }
}

package io.cloudconnectors.api.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long the sockets of the pools wait for an answer, as the driver has it. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class PatienceIT {
    @Inject
    @DataSource("engine")
    AgroalDataSource engine;

    @Inject
    @DataSource("inventory-engine")
    AgroalDataSource inventoryEngine;

    @Test
    void aSilentServerIsGivenUpButALargeMergeIsWaitedFor() throws SQLException {
        assertThat(patience(engine)).isEqualTo(Duration.ofSeconds(30));
        assertThat(patience(inventoryEngine)).isEqualTo(Duration.ofMinutes(4));
    }

    /** What an instance that freezes leaves open, the server ends. */
    @Test
    void whatElseIsSaidOfConnectionsHoldsForTheInventoryToo() throws SQLException {
        assertThat(idleInTransaction(inventoryEngine))
                .isEqualTo(idleInTransaction(engine))
                .isEqualTo("1min");
    }

    private static Duration patience(AgroalDataSource pool) throws SQLException {
        try (var connection = pool.getConnection()) {
            return Duration.ofMillis(connection.getNetworkTimeout());
        }
    }

    private static String idleInTransaction(AgroalDataSource pool) throws SQLException {
        try (var connection = pool.getConnection();
                var shown = connection.createStatement().executeQuery("SHOW idle_in_transaction_session_timeout")) {
            assertThat(shown.next()).isTrue();
            return shown.getString(1);
        }
    }
}

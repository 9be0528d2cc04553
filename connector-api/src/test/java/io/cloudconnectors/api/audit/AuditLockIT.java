package io.cloudconnectors.api.audit;

import static io.cloudconnectors.api.setting.Http.as;
import static io.cloudconnectors.api.setting.Http.create;
import static io.cloudconnectors.api.setting.Http.newTenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.cloudconnectors.api.tenant.Tenant;
import io.cloudconnectors.api.tenant.TenantTransactions;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many write the trail of one tenant at once. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class AuditLockIT {
    private final String tenant = newTenant();

    @Inject
    @DataSource("api")
    TenantTransactions transactions;

    @Inject
    @DataSource("api")
    AgroalDataSource dataSource;

    @Inject
    Audit audit;

    /** A bulk change writes down one connector and goes on to the next, which somebody else holds. */
    @Test
    void whatIsWrittenDownHoldsNobodyBackUntilTheEnd() throws Exception {
        UUID one = UUID.fromString(create(tenant, "one").getString("id"));
        UUID other = UUID.fromString(create(tenant, "other").getString("id"));
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch bulkHasWritten = new CountDownLatch(1);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> single = threads.submit(() -> inTransaction(() -> {
                lock(other);
                held.countDown();
                await(bulkHasWritten);
                awaitWaiter();
                record(other);
            }));
            Future<?> bulk = threads.submit(() -> inTransaction(() -> {
                await(held);
                lock(one);
                record(one);
                bulkHasWritten.countDown();
                lock(other);
                record(other);
            }));
            single.get();
            bulk.get();
        }

        assertThat(as(tenant, "admin")
                        .get("/api/v1/audit/verification")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getInt("verified"))
                .isEqualTo(5);
    }

    @Test
    void manyWritersMakeOneChainWithoutAGap() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < 10; i++) {
                        inTransaction(() -> {
                            record(UUID.randomUUID());
                            record(UUID.randomUUID());
                        });
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }

        var found = as(tenant, "admin")
                .get("/api/v1/audit/verification")
                .then()
                .extract()
                .jsonPath();
        assertThat(found.getInt("entries")).isEqualTo(160);
        assertThat(found.getInt("verified")).isEqualTo(160);
    }

    private void inTransaction(Runnable work) {
        transactions.call(new Tenant(tenant), () -> {
            work.run();
            return true;
        });
    }

    private void record(UUID connector) {
        audit.record(new Tenant(tenant), AuditAction.CONNECTOR_CHANGED, connector, null, List.of("facts"));
    }

    private void lock(UUID connector) {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SELECT FROM connector WHERE id = '" + connector + "' FOR UPDATE");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until the bulk change waits for the row that this transaction holds. */
    private static void awaitWaiter() {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> !Rows.text("""
                SELECT 'waits' FROM pg_stat_activity
                 WHERE wait_event_type = 'Lock' AND query LIKE '%FOR UPDATE' AND ?::uuid IS NOT NULL
                """, UUID.randomUUID().toString()).isEmpty());
    }
}

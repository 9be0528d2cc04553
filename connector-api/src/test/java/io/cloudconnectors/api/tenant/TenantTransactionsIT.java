package io.cloudconnectors.api.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.api.query.SqlRepository;
import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Setting.class)
class TenantTransactionsIT {
    private final Tenant tenant = new Tenant(Http.newTenant());

    @Inject
    @DataSource("api")
    TenantTransactions transactions;

    @Inject
    @DataSource("api")
    AgroalDataSource dataSource;

    private Told told;

    @BeforeEach
    void aRepository() {
        told = new Told(dataSource);
    }

    @Test
    void whatReadsIsToldItsTenantForThatTimeOnly() {
        assertThat(transactions.read(tenant, told::tenant)).isEqualTo(tenant.name());
        assertThat(told.tenant()).isEmpty();
    }

    @Test
    void aReadThatFailedLeavesNothingInThePool() {
        assertThatThrownBy(() -> transactions.read(tenant, () -> {
                    throw new IllegalArgumentException("of the work");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(told.tenant()).isEmpty();
        assertThat(transactions.call(tenant, told::tenant)).isEqualTo(tenant.name());
    }

    @Test
    void whatReadsCannotWrite() {
        assertThatThrownBy(() -> transactions.read(tenant, told::write)).isInstanceOf(IllegalStateException.class);
        assertThat(transactions.call(tenant, told::write)).isZero();
    }

    private static final class Told extends SqlRepository {
        Told(AgroalDataSource dataSource) {
            super(dataSource, new ObjectMapper());
        }

        String tenant() {
            return first(
                            "SELECT COALESCE(current_setting('app.tenant', true), '') AS tenant",
                            List.of(),
                            row -> row.text("tenant"))
                    .orElseThrow();
        }

        int write() {
            return update("UPDATE credential_version SET current = false WHERE tenant = 'nobody'");
        }
    }
}

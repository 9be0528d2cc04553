package io.cloudconnectors.api.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Setting.class)
class TenantTransactionsIT {
    private final Tenant tenant = new Tenant(Http.newTenant());

    @Inject
    @DataSource("api")
    TenantTransactions main;

    @Inject
    @DataSource("inventory-api")
    TenantTransactions inventory;

    @Inject
    @DataSource("api")
    AgroalDataSource dataSource;

    private Told told;

    @BeforeEach
    void aRepository() {
        told = new Told(dataSource);
    }

    @Test
    void oneRequestHoldsOneConnectionOfAPoolAtATime() {
        Stream.<Supplier<Integer>>of(
                        () -> main.call(tenant, () -> main.call(tenant, () -> 1)),
                        () -> main.call(tenant, () -> main.read(tenant, () -> 1)),
                        () -> main.read(tenant, () -> main.call(tenant, () -> 1)),
                        () -> main.read(tenant, () -> main.read(tenant, () -> 1)))
                .forEach(nested -> assertThatIllegalStateException()
                        .isThrownBy(nested::get)
                        .withMessageContaining("inside another"));

        assertThat(main.call(tenant, () -> inventory.call(tenant, () -> 1))).isEqualTo(1);
        assertThat(main.read(tenant, () -> inventory.read(tenant, () -> 1))).isEqualTo(1);
    }

    @Test
    void whatReadsIsToldItsTenantForThatTimeOnly() {
        assertThat(main.read(tenant, told::tenant)).isEqualTo(tenant.name());
        assertThat(told.tenant()).isEmpty();
    }

    @Test
    void whatReadsTakesPlansThatAreKeptForThatTimeOnly() {
        assertThat(main.read(tenant, () -> told.setting("plan_cache_mode"))).isEqualTo("force_generic_plan");
        assertThat(told.setting("plan_cache_mode")).isEqualTo("auto");
        assertThat(main.call(tenant, () -> told.setting("plan_cache_mode"))).isEqualTo("auto");
    }

    @Test
    void aReadThatFailedLeavesNothingInThePool() {
        assertThatThrownBy(() -> main.read(tenant, () -> {
                    throw new IllegalArgumentException("of the work");
                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(told.tenant()).isEmpty();
        assertThat(main.call(tenant, told::tenant)).isEqualTo(tenant.name());
    }

    @Test
    void whatReadsCannotWrite() {
        assertThatIllegalStateException().isThrownBy(() -> main.read(tenant, told::write));
        assertThat(main.call(tenant, told::write)).isZero();
    }

    private static final class Told extends SqlRepository {
        Told(AgroalDataSource dataSource) {
            super(dataSource, new ObjectMapper());
        }

        String tenant() {
            return setting("app.tenant");
        }

        String setting(String name) {
            return first(
                            "SELECT COALESCE(current_setting(?, true), '') AS value",
                            List.of(name),
                            row -> row.text("value"))
                    .orElseThrow();
        }

        int write() {
            return update("UPDATE credential_version SET current = false WHERE tenant = 'nobody'");
        }
    }
}

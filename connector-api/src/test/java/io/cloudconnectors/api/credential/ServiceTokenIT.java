package io.cloudconnectors.api.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** The token by which this service shows itself to the vault. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ServiceTokenIT {

    @Test
    void aTokenThatEndsSoonIsNotUsedAgain() {
        String tenant = Http.newTenant();

        Http.create(tenant, "first");
        String first = Setting.vault().lastToken(tenant);
        Http.create(tenant, "second");

        assertThat(Setting.vault().lastToken(tenant)).isNotEqualTo(first);
    }
}

package io.cloudconnectors.api.credential;

import static io.cloudconnectors.api.setting.Http.CONNECTORS;
import static io.cloudconnectors.api.setting.Http.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.api.setting.Http;
import io.cloudconnectors.api.setting.Rows;
import io.cloudconnectors.api.setting.Setting;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Retired versions and the vault. */
@QuarkusTest
@QuarkusTestResource(Setting.class)
class ShreddingIT {
    private final String tenant = Http.newTenant();

    @Inject
    Shredding shredding;

    @AfterEach
    void theVaultIsUp() {
        Setting.vault().goDown(false);
    }

    @Test
    void aVersionThatIsGivenUpIsShreddedInTheVaultAndTheCurrentOneIsNot() {
        String id = Http.createWithTwoVersions(tenant);

        shredding.sweep();
        assertThat(Setting.vault().sealed(tenant, 2)).isPresent();
        as(tenant).delete(CONNECTORS + "/" + id + "/credentials/2").then().statusCode(204);
        shredding.sweep();

        assertThat(Setting.vault().sealed(tenant, 2)).isEmpty();
        assertThat(Setting.vault().sealed(tenant, 1)).isPresent();
        assertThat(shredAt(id)).isEmpty();
    }

    @Test
    void whileTheVaultIsAwayItWaits() {
        String id = Http.createWithTwoVersions(tenant);
        as(tenant).delete(CONNECTORS + "/" + id + "/credentials/2").then().statusCode(204);

        Setting.vault().goDown(true);
        shredding.sweep();
        Setting.vault().goDown(false);
        shredding.sweep();
        assertThat(Setting.vault().sealed(tenant, 2))
                .as("its claim has not lapsed")
                .isPresent();

        Rows.execute("UPDATE credential_version SET shred_at = now() WHERE connector_id = ? AND version = 2", id);
        shredding.sweep();
        assertThat(Setting.vault().sealed(tenant, 2)).isEmpty();
        assertThat(shredAt(id)).isEmpty();
    }

    private static String shredAt(String id) {
        return Rows.text(
                "SELECT COALESCE(shred_at::text, '') FROM credential_version WHERE connector_id = ? AND version = 2",
                id);
    }
}

package io.cloudconnectors.poller.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.local.cloud.fault.FaultKind;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a connection test tries, one by one. */
class GoogleCheckTest {
    private static final String ASSETS = "cloudasset.assets.listResource";
    private static final String POLICIES = "cloudasset.assets.listIamPolicy";
    private static final String INSTANCES = "compute.instances.list";

    private final CustomerProject project = new CustomerProject();

    @AfterEach
    void stop() {
        project.close();
    }

    @Test
    void theTwoRolesHaveThemAll() throws InterruptedException {
        assertThat(project.shortfalls()).isEmpty();
        assertThat(project.actions())
                .contains("assets.list", "assets.listIamPolicy", "services.list", "instances.aggregatedList");
    }

    @Test
    void withoutTheRoleOfTheInventoryThatIsMissing() throws InterruptedException {
        project.cloud().revoke(CustomerProject.ID, CustomerProject.EMAIL, "roles/cloudasset.viewer");

        assertThat(project.shortfalls())
                .isEqualTo(Map.of(ASSETS, ReasonCode.PERMISSION_MISSING, POLICIES, ReasonCode.PERMISSION_MISSING));
    }

    @Test
    void aMandatoryApiThatIsOffIsFound() throws InterruptedException {
        project.cloud().disableApi(CustomerProject.HOME, "cloudasset.googleapis.com");
        project.cloud().disableApi(CustomerProject.ID, "compute.googleapis.com");

        assertThat(project.shortfalls())
                .isEqualTo(Map.of(
                        ASSETS,
                        ReasonCode.GCP_API_DISABLED,
                        POLICIES,
                        ReasonCode.GCP_API_DISABLED,
                        INSTANCES,
                        ReasonCode.GCP_API_DISABLED));
    }

    @Test
    void troubleIsNoMissingPermission() throws InterruptedException {
        project.fault("compute", "instances.aggregatedList", FaultKind.THROTTLE, null);

        assertThat(project.shortfalls()).isEqualTo(Map.of(INSTANCES, ReasonCode.THROTTLED));
    }

    @Test
    void whoMayNotReadTheProjectHadSignedInAllTheSame() throws InterruptedException {
        project.cloud().revoke(CustomerProject.ID, CustomerProject.EMAIL, "roles/viewer");
        assertThat(project.identified()).isTrue();

        project.cloud().deleteKeys(CustomerProject.HOME, CustomerProject.EMAIL);
        assertThat(project.identified()).isFalse();
    }
}

package io.cloudconnectors.poller.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.GooglePermission;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Golden;
import io.cloudconnectors.poller.provider.Look;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The roles of the set-up, granted in the simulated cloud. What a role of Google's holds is Google's to say: which permissions
 * they have there is a table of the simulated cloud, from its documentation.
 */
class SetupRolesTest {
    private final CustomerProject customer = new CustomerProject();

    @BeforeEach
    void grantTheRolesOfTheSetUpAndNoOther() {
        customer.patient();
        List.of("roles/viewer", "roles/cloudasset.viewer")
                .forEach(role -> customer.cloud().revoke(CustomerProject.ID, CustomerProject.EMAIL, role));
        Golden.setupList("gcp-roles")
                .forEach(role -> customer.cloud().grant(CustomerProject.ID, CustomerProject.EMAIL, role));
    }

    @AfterEach
    void stop() {
        customer.close();
    }

    @Test
    void withTheRolesEveryCallPasses() throws InterruptedException {
        assertThat(customer.look().slices().values()).containsOnly(new Slice.Seen(List.of()));
    }

    @Test
    void withoutViewerTheProjectCannotBeRead() throws InterruptedException {
        customer.cloud().revoke(CustomerProject.ID, CustomerProject.EMAIL, "roles/viewer");

        assertThat(customer.refusal()).satisfies(reason -> {
            assertThat(reason.code()).isEqualTo(ReasonCode.GCP_PERMISSION_DENIED);
            assertThat(reason.subject()).isEqualTo(GooglePermission.PROJECTS_GET.permission());
        });
    }

    @Test
    void withoutAssetViewerNothingOfTheInventoryCanBeListed() throws InterruptedException {
        customer.cloud().revoke(CustomerProject.ID, CustomerProject.EMAIL, "roles/cloudasset.viewer");

        Look look = customer.look();

        for (GoogleService service : GoogleService.values()) {
            SliceKey slice = new SliceKey(SliceKey.GLOBAL, service.shortName());
            switch (service) {
                case COMPUTE, STORAGE, CLOUD_ASSET -> assertDenied(look, slice, GooglePermission.ASSETS_LIST_RESOURCE);
                case IAM_POLICY -> assertDenied(look, slice, GooglePermission.ASSETS_LIST_IAM_POLICY);
                case RESOURCE_MANAGER, SERVICE_USAGE ->
                    assertThat(look.slices()).containsEntry(slice, new Slice.Seen(List.of()));
            }
        }
    }

    private static void assertDenied(Look look, SliceKey slice, GooglePermission missing) {
        assertThat(look.blind(slice).code()).isEqualTo(ReasonCode.PERMISSION_MISSING);
        assertThat(look.blind(slice).subject()).isEqualTo(missing.permission());
    }

    @Test
    void noRunNeedsSecurityReviewer() throws InterruptedException {
        customer.cloud().revoke(CustomerProject.ID, CustomerProject.EMAIL, "roles/iam.securityReviewer");

        assertThat(customer.look().slices().values()).containsOnly(new Slice.Seen(List.of()));
    }
}

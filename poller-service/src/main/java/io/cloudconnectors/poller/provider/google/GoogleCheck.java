package io.cloudconnectors.poller.provider.google;

import io.cloudconnectors.contracts.GooglePermission;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.poller.provider.PermissionCheck;
import io.cloudconnectors.poller.provider.google.GoogleReasons.Step;
import io.cloudconnectors.poller.provider.google.GoogleSession.TokenRefused;
import java.util.Optional;

/** A permission, and with it an API, that every look at a project needs beside reading the project itself. */
enum GoogleCheck {
    /** Of {@code roles/cloudasset.viewer}. */
    ASSETS(AssetInventory.PERMISSION) {
        @Override
        void read(GoogleAccount account) throws CallFailed, TokenRefused, InterruptedException {
            first(AssetInventory.resources(account, GoogleService.STORAGE), account);
        }
    },
    /** Of {@code roles/cloudasset.viewer}. */
    IAM_POLICIES(GooglePermission.ASSETS_LIST_IAM_POLICY.permission()) {
        @Override
        void read(GoogleAccount account) throws CallFailed, TokenRefused, InterruptedException {
            first(new IamPolicies().pages(account), account);
        }
    },
    /** Of {@code roles/viewer}. */
    SERVICES(GooglePermission.SERVICES_LIST.permission()) {
        @Override
        void read(GoogleAccount account) throws CallFailed, TokenRefused, InterruptedException {
            first(new EnabledServices().pages(account), account);
        }
    },
    /** Of {@code roles/viewer}. */
    INSTANCES(ListedType.INSTANCE.permission().permission()) {
        @Override
        void read(GoogleAccount account) throws CallFailed, TokenRefused, InterruptedException {
            first(ListedType.INSTANCE.pages(account), account);
        }
    };

    private final String permission;

    GoogleCheck(String permission) {
        this.permission = permission;
    }

    String permission() {
        return permission;
    }

    /** One call; its answer is dropped. */
    abstract void read(GoogleAccount account) throws CallFailed, TokenRefused, InterruptedException;

    private static void first(Pages pages, GoogleAccount account)
            throws CallFailed, TokenRefused, InterruptedException {
        var _ = pages.page(account.session(), null);
    }

    PermissionCheck with(GoogleAccount account) {
        return new PermissionCheck(permission, () -> attempt(account));
    }

    private Optional<Reason> attempt(GoogleAccount account) throws InterruptedException {
        try {
            read(account);
            return Optional.empty();
        } catch (CallFailed e) {
            return Optional.of(GoogleReasons.reason(
                    e.symptom(), Step.INVENTORY, permission, account.clock().instant()));
        } catch (TokenRefused e) {
            return Optional.of(GoogleReasons.reason(
                    e.symptom(),
                    Step.TOKEN,
                    GoogleProvider.TOKEN,
                    account.clock().instant()));
        }
    }
}

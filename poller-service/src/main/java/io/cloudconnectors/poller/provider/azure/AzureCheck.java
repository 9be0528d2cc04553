package io.cloudconnectors.poller.provider.azure;

import io.cloudconnectors.contracts.AzurePermission;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.poller.provider.PermissionCheck;
import io.cloudconnectors.poller.provider.azure.AzureReasons.Step;
import java.time.InstantSource;
import java.util.Optional;

/** An operation that every look at a subscription needs beside reading the subscription itself. <em>Reader</em> has them. */
enum AzureCheck {
    /** Whether the application reads the whole subscription; see {@link Reach}. */
    PROVIDERS(AzurePermission.PROVIDERS_READ.action()) {
        @Override
        void read(AzureClients.Session session) throws InterruptedException {
            first(new ResourceProviders().list(), session);
        }
    },
    RESOURCE_GRAPH(GraphPages.PERMISSION) {
        @Override
        void read(AzureClients.Session session) throws InterruptedException {
            var _ = new GraphPages(new ResourceGroups(), session).next();
        }
    },
    RESOURCES(AzurePermission.RESOURCES_READ.action()) {
        @Override
        void read(AzureClients.Session session) throws InterruptedException {
            first(new Resources().standIn().orElseThrow(), session);
        }
    },
    RESOURCE_GROUPS(AzurePermission.RESOURCE_GROUPS_READ.action()) {
        @Override
        void read(AzureClients.Session session) throws InterruptedException {
            first(new ResourceGroups().standIn().orElseThrow(), session);
        }
    },
    ROLE_ASSIGNMENTS(AzurePermission.ROLE_ASSIGNMENTS_READ.action()) {
        @Override
        void read(AzureClients.Session session) throws InterruptedException {
            first(new RoleAssignments().list(), session);
        }
    };

    private final String permission;

    AzureCheck(String permission) {
        this.permission = permission;
    }

    String permission() {
        return permission;
    }

    /** One call; its answer is dropped. */
    abstract void read(AzureClients.Session session) throws InterruptedException;

    private static void first(AzureSource.ManagerList list, AzureClients.Session session) throws InterruptedException {
        var _ = list.pages().apply(session).next();
    }

    /** @return why the call was not answered; empty when it was */
    Optional<Reason> attempt(AzureClients.Session session, InstantSource clock) throws InterruptedException {
        try {
            read(session);
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(AzureReasons.reason(Symptom.of(e), Step.CONTENT, permission, clock.instant()));
        }
    }

    PermissionCheck with(AzureClients.Session session, InstantSource clock) {
        return new PermissionCheck(permission, () -> attempt(session, clock));
    }
}

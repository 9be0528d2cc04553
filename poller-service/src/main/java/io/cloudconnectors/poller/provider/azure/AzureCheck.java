package io.cloudconnectors.poller.provider.azure;

import com.azure.core.util.Context;
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
        void read(AzureClients.Session session) {
            var _ = session.resources()
                    .serviceClient()
                    .getProviders()
                    .list(null, Context.NONE)
                    .iterableByPage()
                    .iterator()
                    .next();
        }
    },
    RESOURCE_GRAPH(GraphPages.PERMISSION) {
        @Override
        void read(AzureClients.Session session) throws InterruptedException {
            var _ = new GraphPages(AzureTable.RESOURCE_GROUPS.query(), session.subscription(), session).next();
        }
    },
    RESOURCES(AzureTable.RESOURCES.listPermission()) {
        @Override
        void read(AzureClients.Session session) throws InterruptedException {
            var _ = AzureTable.RESOURCES.listed(session).next();
        }
    },
    RESOURCE_GROUPS(AzureTable.RESOURCE_GROUPS.listPermission()) {
        @Override
        void read(AzureClients.Session session) throws InterruptedException {
            var _ = AzureTable.RESOURCE_GROUPS.listed(session).next();
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

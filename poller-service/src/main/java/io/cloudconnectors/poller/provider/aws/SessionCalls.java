package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsApi;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsCalls;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.regions.Region;

/** Calls in one region with one session. */
record SessionCalls(AwsClients clients, Region at, AwsCredentials credentials, Details details) implements AwsCalls {

    /** The region, for whatever session is the current one. */
    interface Factory {
        AwsCalls with(AwsCredentials credentials, Details details);
    }

    /** What is done with the parts of a resource that need a permission of their own. */
    interface Details {
        /** Leaves them out, without a word. */
        Details NONE = (permission, read) -> true;

        /** As {@link AwsCalls#detail}. */
        boolean read(AwsPermission permission, Runnable read);
    }

    static Factory in(Region region, AwsClients clients) {
        return (credentials, details) -> new SessionCalls(clients, region, credentials, details);
    }

    @Override
    public String region() {
        return at.id();
    }

    @Override
    public Consumer<AwsRequestOverrideConfiguration.Builder> session() {
        return AwsSession.signing(credentials);
    }

    @Override
    public <C> C client(AwsApi<C> api, String region) {
        return clients.client(api, Region.of(region));
    }

    @Override
    public boolean detail(AwsPermission permission, Runnable read) {
        return details.read(permission, read);
    }

    @Override
    public String toString() {
        return "SessionCalls[" + at + ", [redacted]]";
    }
}

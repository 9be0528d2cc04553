package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * How an entry calls AWS: clients that all accounts share, and the account's session, which goes with each request.
 * Clients are made when they are asked for.
 */
public interface AwsCalls {

    /** The slice's region; of a global service, the one that its calls are signed for. */
    String region();

    /** Signs a request with the account's session. The clients have no identity of their own: forgotten, the call fails. */
    Consumer<AwsRequestOverrideConfiguration.Builder> session();

    /** A service in {@link #region}. */
    default <C> C client(AwsApi<C> api) {
        return client(api, region());
    }

    /** A service in another region, where a global list says that a resource is. */
    <C> C client(AwsApi<C> api, String region);

    /**
     * Reads a part of what is told of a listed resource. It may be denied, which is noted, and after some denials in a row is
     * not tried again. That there is none is no failure, and neither is a resource that has gone since it was listed.
     *
     * @param read calls, and keeps the answer
     * @return whether the part is seen
     * @throws software.amazon.awssdk.core.exception.SdkException whatever ends the look: no answer, throttling, an expired
     *     session
     */
    boolean detail(AwsPermission permission, Runnable read);
}

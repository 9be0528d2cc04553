package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.provider.ResourceSink;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.regions.Region;

/** An entry of the catalogue: one resource type, how it is listed and what that needs. */
interface AwsResourceType {

    /** The provider's name of the type, {@code AWS::EC2::Volume}. */
    String type();

    /** The provider's short name of the service, {@code ec2}. */
    String service();

    Scope scope();

    /** What the list call needs, {@code ec2:DescribeVolumes}. */
    String permission();

    /** Lists to the end, page by page. */
    void list(Where where, ResourceSink sink);

    /** Whether each region has its own, or the account has one list. */
    enum Scope {
        REGIONAL,
        GLOBAL
    }

    /** The account's session and where to use it. */
    record Where(AwsClients clients, AwsCredentialsProvider session, Region region) {
        /** Makes a call the customer's: to be given to each request. */
        Consumer<AwsRequestOverrideConfiguration.Builder> asCustomer() {
            return override -> override.credentialsProvider(session);
        }
    }
}

package io.cloudconnectors.poller.provider.aws.catalogue;

import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How an entry calls AWS: clients that all accounts share, and the account's session, which goes with each request.
 * Clients are made when they are asked for.
 */
public interface AwsCalls {

    /** The slice's region; of a global service, the one that its calls are signed for. */
    String region();

    /** Signs a request with the account's session. The clients have no identity of their own: forgotten, the call fails. */
    Consumer<AwsRequestOverrideConfiguration.Builder> session();

    Ec2Client ec2();

    S3Client s3();

    IamClient iam();
}

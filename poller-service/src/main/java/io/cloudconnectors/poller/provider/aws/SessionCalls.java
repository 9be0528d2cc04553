package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.provider.aws.catalogue.AwsCalls;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Calls in one region with one session. */
record SessionCalls(AwsClients clients, Region at, AwsCredentials credentials) implements AwsCalls {

    /** The region, for whatever session is the current one. */
    interface Factory {
        AwsCalls with(AwsCredentials credentials);
    }

    static Factory in(Region region, AwsClients clients) {
        return credentials -> new SessionCalls(clients, region, credentials);
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
    public Ec2Client ec2() {
        return clients.ec2(at);
    }

    @Override
    public S3Client s3() {
        return clients.s3(at);
    }

    @Override
    public IamClient iam() {
        return clients.iam(at);
    }

    @Override
    public String toString() {
        return "SessionCalls[" + at + ", [redacted]]";
    }
}

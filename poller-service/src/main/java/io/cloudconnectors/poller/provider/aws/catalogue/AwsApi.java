package io.cloudconnectors.poller.provider.aws.catalogue;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.directory.DirectoryClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.efs.EfsClient;
import software.amazon.awssdk.services.eks.EksClient;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.guardduty.GuardDutyClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kafka.KafkaClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/**
 * An API of AWS, and how its client is made. A service can have several (API Gateway), and an API can be called for more than
 * one slice.
 *
 * @param <C> the SDK's client
 */
public final class AwsApi<C> {
    public static final AwsApi<StsClient> STS = of(StsClient::builder);
    public static final AwsApi<Ec2Client> EC2 = of(Ec2Client::builder);
    public static final AwsApi<S3Client> S3 = of(S3Client::builder);
    public static final AwsApi<IamClient> IAM = of(IamClient::builder);
    public static final AwsApi<KmsClient> KMS = of(KmsClient::builder);
    public static final AwsApi<RdsClient> RDS = of(RdsClient::builder);
    public static final AwsApi<LambdaClient> LAMBDA = of(LambdaClient::builder);
    public static final AwsApi<EfsClient> EFS = of(EfsClient::builder);
    public static final AwsApi<SfnClient> STEP_FUNCTIONS = of(SfnClient::builder);
    public static final AwsApi<KafkaClient> MSK = of(KafkaClient::builder);
    public static final AwsApi<ApiGatewayClient> API_GATEWAY = of(ApiGatewayClient::builder);
    public static final AwsApi<ApiGatewayV2Client> API_GATEWAY_V2 = of(ApiGatewayV2Client::builder);
    public static final AwsApi<BackupClient> BACKUP = of(BackupClient::builder);
    public static final AwsApi<Wafv2Client> WAFV2 = of(Wafv2Client::builder);
    public static final AwsApi<EmrClient> EMR = of(EmrClient::builder);
    public static final AwsApi<GlueClient> GLUE = of(GlueClient::builder);
    public static final AwsApi<GuardDutyClient> GUARDDUTY = of(GuardDutyClient::builder);
    public static final AwsApi<CodeBuildClient> CODEBUILD = of(CodeBuildClient::builder);
    public static final AwsApi<DirectoryClient> DIRECTORY = of(DirectoryClient::builder);
    public static final AwsApi<EksClient> EKS = of(EksClient::builder);

    private final Maker<C> maker;

    private AwsApi(Maker<C> maker) {
        this.maker = maker;
    }

    /** Gives a new client what all have in common: HTTP, time-outs, retries, no identity. */
    public interface Configuration {
        <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C build(B builder);
    }

    private interface Maker<C> {
        C with(Configuration configuration);
    }

    private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> AwsApi<C> of(
            Supplier<B> builder) {
        return new AwsApi<>(configuration -> configuration.build(builder.get()));
    }

    public C client(Configuration configuration) {
        return maker.with(configuration);
    }
}

package io.cloudconnectors.bench.poller;

import io.cloudconnectors.bench.poller.Plan.Step;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The AWS SDK as a poller sets it up: a client for each service and region over one HTTP client, with each call's credentials of
 * its own. Calls are found by the names that the cloud's log has, so that whatever a run calls is called here.
 */
final class SdkCalls {
    private static final String SERVICES = "software.amazon.awssdk.services.";
    /** By the name that requests are signed with. */
    private static final Map<String, List<String>> CLIENTS = Map.ofEntries(
            Map.entry("sts", List.of("sts.StsClient")),
            Map.entry("ec2", List.of("ec2.Ec2Client")),
            Map.entry("s3", List.of("s3.S3Client")),
            Map.entry("iam", List.of("iam.IamClient")),
            Map.entry("kms", List.of("kms.KmsClient")),
            Map.entry("rds", List.of("rds.RdsClient")),
            Map.entry("lambda", List.of("lambda.LambdaClient")),
            Map.entry("elasticfilesystem", List.of("efs.EfsClient")),
            Map.entry("states", List.of("sfn.SfnClient")),
            Map.entry("kafka", List.of("kafka.KafkaClient")),
            Map.entry("apigateway", List.of("apigateway.ApiGatewayClient", "apigatewayv2.ApiGatewayV2Client")),
            Map.entry("backup", List.of("backup.BackupClient")),
            Map.entry("wafv2", List.of("wafv2.Wafv2Client")),
            Map.entry("elasticmapreduce", List.of("emr.EmrClient")),
            Map.entry("glue", List.of("glue.GlueClient")),
            Map.entry("guardduty", List.of("guardduty.GuardDutyClient")),
            Map.entry("codebuild", List.of("codebuild.CodeBuildClient")),
            Map.entry("ds", List.of("directory.DirectoryClient")),
            Map.entry("eks", List.of("eks.EksClient")));

    /** What calls cannot do without, by their names: the log tells no parameters. */
    private static final Map<String, Map<String, String>> ARGUMENTS = Map.of(
            "ListRoleTags", Map.of("roleName", "CloudConnector"),
            "ListRolePolicies", Map.of("roleName", "CloudConnector"),
            "ListAttachedRolePolicies", Map.of("roleName", "CloudConnector"),
            "ListWebACLs", Map.of("scope", "REGIONAL"));

    // As in PollerConfig.Aws.
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ATTEMPT = Duration.ofSeconds(20);
    private static final Duration CALL = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 4;
    private static final int SESSION_SECONDS = 3_600;

    private static final AwsCredentialsProvider NOBODY = () -> {
        throw new IllegalStateException("A request without the session of its account");
    };

    private final SdkHttpClient http;
    private final ClientOverrideConfiguration overrides;
    private final AwsCredentialsProvider platform;
    private final ConcurrentMap<Key, Object> clients = new ConcurrentHashMap<>();
    private final ConcurrentMap<Step, Operation> operations = new ConcurrentHashMap<>();

    private record Key(Class<?> type, String region) {}

    /** @param builder makes the builder of its request */
    private record Operation(Object client, Method call, Method builder, Map<String, String> arguments) {}

    SdkCalls(int connections) {
        http = Apache5HttpClient.builder()
                .maxConnections(connections)
                .connectionTimeout(CONNECT)
                .socketTimeout(ATTEMPT)
                .connectionAcquisitionTimeout(ATTEMPT)
                .build();
        overrides = ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .circuitBreakerEnabled(false)
                        .build())
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(CALL)
                .build();
        try (DefaultCredentialsProvider environment =
                DefaultCredentialsProvider.builder().build()) {
            platform = StaticCredentialsProvider.create(environment.resolveCredentials());
        }
    }

    /** A session in that account. */
    AwsCredentials assume(Step step, String account) {
        StsClient sts = (StsClient) client(StsClient.class, step.region());
        var session = sts.assumeRole(r -> r.roleArn(Account.roleArn(account))
                        .externalId(Account.EXTERNAL_ID)
                        .roleSessionName(UUID.randomUUID().toString())
                        .durationSeconds(SESSION_SECONDS)
                        .overrideConfiguration(o -> o.credentialsProvider(platform)))
                .credentials();
        return AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    /** The status of the answer. */
    int send(Step step, AwsCredentials as) {
        Operation operation = operations.computeIfAbsent(step, this::find);
        try {
            AwsRequest.Builder request =
                    (AwsRequest.Builder) operation.builder().invoke(null);
            for (var argument : operation.arguments().entrySet()) {
                operation
                        .builder()
                        .getReturnType()
                        .getMethod(argument.getKey(), String.class)
                        .invoke(request, argument.getValue());
            }
            AwsRequest whole = request.overrideConfiguration(AwsRequestOverrideConfiguration.builder()
                            .credentialsProvider(StaticCredentialsProvider.create(as))
                            .build())
                    .build();
            SdkResponse answer = (SdkResponse) operation.call().invoke(operation.client(), whole);
            return answer.sdkHttpResponse().statusCode();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof AwsServiceException refused) {
                return refused.statusCode();
            }
            throw new IllegalStateException(step + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Operation find(Step step) {
        try {
            for (String name : CLIENTS.getOrDefault(step.service(), List.of())) {
                Class<?> type = Class.forName(SERVICES + name);
                for (Method method : type.getMethods()) {
                    if (isOf(method, step.action())) {
                        return new Operation(
                                client(type, step.region()),
                                method,
                                method.getParameterTypes()[0].getMethod("builder"),
                                ARGUMENTS.getOrDefault(step.action(), Map.of()));
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException("The bare loop knows no " + step);
    }

    private static boolean isOf(Method method, String action) {
        return method.getName().toLowerCase(Locale.ROOT).equals(action.toLowerCase(Locale.ROOT))
                && method.getParameterCount() == 1
                && AwsRequest.class.isAssignableFrom(method.getParameterTypes()[0]);
    }

    private Object client(Class<?> type, String region) {
        return clients.computeIfAbsent(new Key(type, region), this::made);
    }

    private Object made(Key key) {
        try {
            Object builder = key.type().getMethod("builder").invoke(null);
            if (builder instanceof AwsClientBuilder<?, ?> general
                    && builder instanceof AwsSyncClientBuilder<?, ?> sync) {
                var _ = general.region(Region.of(key.region()));
                var _ = general.credentialsProvider(NOBODY);
                var _ = general.overrideConfiguration(overrides);
                var _ = sync.httpClient(http);
                return general.build();
            }
            throw new IllegalStateException(key.type() + " has no such builder");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}

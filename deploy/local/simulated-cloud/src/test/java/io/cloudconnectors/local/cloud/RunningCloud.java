package io.cloudconnectors.local.cloud;

import io.cloudconnectors.local.cloud.aws.auth.AccessKey;
import io.cloudconnectors.local.cloud.calls.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;

/** A simulated cloud on a free port with the clients and identities that tests need. */
final class RunningCloud implements AutoCloseable {
    static final String PLATFORM = "999988887777";
    static final String ACCOUNT = "111122223333";
    static final String ROLE = role(ACCOUNT);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    final PlatformIdentity platform = PlatformIdentity.generate(PLATFORM);
    final SimulatedCloud cloud;
    final Clients clients;

    private RunningCloud(String yaml, InstantSource clock) {
        try {
            this.cloud = SimulatedCloud.start(0, yaml, platform, clock);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        this.clients = new Clients(cloud.endpoint());
    }

    static RunningCloud with(String yaml) {
        return new RunningCloud(yaml, InstantSource.system());
    }

    static RunningCloud with(String yaml, InstantSource clock) {
        return new RunningCloud(yaml, clock);
    }

    /** One account whose role trusts the platform with External ID {@code ext} and has SecurityAudit. */
    static RunningCloud withOneAccount() {
        return with(oneAccount(""));
    }

    /** @param more further fields of the account, indented by six */
    static String oneAccount(String more) {
        return """
                aws:
                  accounts:
                    - id: "111122223333"
                      roles:
                        - name: CloudConnector
                          managedPolicies: [SecurityAudit]
                          trust:
                            Version: "2012-10-17"
                            Statement:
                              - Effect: Allow
                                Principal: {AWS: "arn:aws:iam::${platform}:root"}
                                Action: sts:AssumeRole
                                Condition: {StringEquals: {"sts:ExternalId": ext}}
                """ + more.indent(6);
    }

    static String role(String account) {
        return "arn:aws:iam::" + account + ":role/CloudConnector";
    }

    AwsCredentials platform() {
        return Clients.of(platform.key());
    }

    AwsCredentials session() {
        return Clients.of(clients.assume(platform(), ROLE, "ext"));
    }

    AwsCredentials admin() {
        return admin(ACCOUNT);
    }

    AwsCredentials admin(String account) {
        AccessKey key = cloud.accounts().administrator(account).orElseThrow();
        return Clients.of(key);
    }

    /** Replaces the connector role's permissions by one inline policy. */
    void permit(String policy) {
        try (IamClient iam = clients.iam(admin())) {
            iam.detachRolePolicy(r -> r.roleName("CloudConnector").policyArn("arn:aws:iam::aws:policy/SecurityAudit"));
            iam.putRolePolicy(
                    r -> r.roleName("CloudConnector").policyName("inline").policyDocument(policy));
        }
    }

    List<Call> calls(String action) {
        return cloud.calls().matching(call -> call.action().equals(action));
    }

    /** A request to the simulator's own API. */
    HttpResponse<String> control(String method, String path, @Nullable String body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(cloud.endpoint() + "/_control/" + path))
                            .timeout(Duration.ofSeconds(10))
                            .method(
                                    method,
                                    body == null
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    @Override
    public void close() {
        clients.close();
        cloud.close();
    }
}

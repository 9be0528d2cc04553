package io.cloudconnectors.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;

/** The administrator of a simulated AWS account, doing what a customer does there. */
public final class AwsCustomer {

    /** The role of every account of the demo. */
    static final String ROLE = "CloudConnector";

    private static final ObjectMapper JSON = new ObjectMapper();
    private final URI cloud;
    private final String accountId;

    public AwsCustomer(URI cloud, String accountId) {
        this.cloud = cloud;
        this.accountId = accountId;
    }

    public String roleArn() {
        return "arn:aws:iam::%s:role/%s".formatted(accountId, ROLE);
    }

    /** Lets the platform's account assume the role, with that External ID alone. */
    public void trust(String platformAccountId, String externalId) throws IOException, InterruptedException {
        var key = administratorKey();
        var credentials = AwsBasicCredentials.create(
                key.path("accessKeyId").asText(), key.path("secretAccessKey").asText());
        try (var iam = IamClient.builder()
                .endpointOverride(cloud)
                .region(Region.AWS_GLOBAL)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            var _ = iam.updateAssumeRolePolicy(
                    request -> request.roleName(ROLE).policyDocument(trustPolicy(platformAccountId, externalId)));
        }
    }

    private static String trustPolicy(String platformAccountId, String externalId) {
        return """
                {"Version": "2012-10-17",
                 "Statement": [{
                   "Effect": "Allow",
                   "Principal": {"AWS": "arn:aws:iam::%s:root"},
                   "Action": "sts:AssumeRole",
                   "Condition": {"StringEquals": {"sts:ExternalId": "%s"}}}]}
                """.formatted(platformAccountId, externalId);
    }

    private JsonNode administratorKey() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(cloud.resolve("/_control/accounts/" + accountId + "/admin"))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
        }
    }
}

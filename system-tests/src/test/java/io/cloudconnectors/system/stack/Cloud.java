package io.cloudconnectors.system.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.launcher.AwsCustomer;
import io.cloudconnectors.local.launcher.Stack;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;

/** The simulated cloud as its owner and its customers use it. */
public final class Cloud {

    private static final AtomicLong NEXT_ACCOUNT = new AtomicLong(555_500_000_000L);

    private final URI cloud;
    private final CloudControl control;

    public Cloud(Stack stack) {
        this.cloud = stack.url("cloud");
        this.control = CloudControl.ofAws(stack);
    }

    /** A new account with the role that connectors assume, trusting nobody yet; its id. Sessions are narrowed by themselves. */
    public String newAccount(String resources) {
        var id = Long.toString(NEXT_ACCOUNT.incrementAndGet());
        control.send("POST", "accounts", """
                {"id": "%s",
                 "regions": {"us-east-1": "opt-in-not-required", "eu-central-1": "opt-in-not-required"},
                 "roles": [{"name": "CloudConnector", "managedPolicies": ["AdministratorAccess"]}],
                 "resources": %s}
                """.formatted(id, resources)).expect(201);
        return id;
    }

    /** A new account whose role lets in whoever comes through the platform, with any External ID or none; its id. */
    public String newOpenAccount() {
        var id = Long.toString(NEXT_ACCOUNT.incrementAndGet());
        control.send("POST", "accounts", """
                {"id": "%s",
                 "regions": {"us-east-1": "opt-in-not-required", "eu-central-1": "opt-in-not-required"},
                 "roles": [{"name": "CloudConnector", "managedPolicies": ["AdministratorAccess"],
                   "trust": {"Version": "2012-10-17", "Statement": [
                     {"Effect": "Allow", "Principal": {"AWS": "${platform}"}, "Action": "sts:AssumeRole"}]}}]}
                """.formatted(id)).expect(201);
        return id;
    }

    /** The ARN of the account's role. */
    public String roleArn(String account) {
        return new AwsCustomer(cloud, account).roleArn();
    }

    /** The customer has the role trust the platform with this connector's External ID alone. */
    public void trust(String account, JsonNode connector) throws IOException, InterruptedException {
        trust(
                account,
                connector.path("aws").path("platformAccountId").asText(),
                connector.path("aws").path("externalId").asText());
    }

    /** The customer has the role trust that account with this External ID alone. */
    public void trust(String account, String platformAccount, String externalId)
            throws IOException, InterruptedException {
        new AwsCustomer(cloud, account).trust(platformAccount, externalId);
    }

    public void replaceResources(String account, String resources) {
        control.send("PUT", "accounts/" + account + "/resources", resources).expect(200);
    }

    /** A connector to the account, set up by the customer step by step, after its first run. */
    public String connect(Client client, String account) throws IOException, InterruptedException {
        var id = setUp(client, account);
        var _ = client.awaitConnector(
                id, connector -> connector.path("state").asText().equals("ONLINE"));
        return id;
    }

    /** A connector to the account, set up by the customer step by step, before its first run. */
    public String setUp(Client client, String account) throws IOException, InterruptedException {
        var created = client.post(
                        Paths.CONNECTORS, Map.of("name", "aws-" + account, "provider", "AWS", "aws", Map.of()))
                .expect(201)
                .json();
        var id = created.path("id").asText();
        trust(account, created);
        client.patch(Paths.connector(id), Map.of("aws", Map.of("roleArn", roleArn(account))))
                .expect(200);
        return id;
    }

    /** Sets a fault of that account, until {@link #lift}. */
    public void fault(String account, String kind, String action) {
        control.set(account, kind, action);
    }

    /** Lifts every fault of that account. */
    public void lift(String account) {
        control.lift(account);
    }

    /** The actions that a run called so far, in order. */
    public List<String> callsOf(String run) {
        return StreamSupport.stream(
                        control.send("GET", "calls?session=" + run, "").json().spliterator(), false)
                .map(call -> call.path("action").asText())
                .toList();
    }

    /** The keys of the sessions that STS has minted for the account. */
    public JsonNode sessions(String account) {
        return control.send("GET", "accounts/" + account + "/sessions", "")
                .expect(200)
                .json();
    }
}

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

    private final URI control;

    public Cloud(Stack stack) {
        this.control = stack.url("cloud");
    }

    /** A new account with the role that connectors assume, trusting nobody yet; its id. */
    public String newAccount(String resources) {
        var id = Long.toString(NEXT_ACCOUNT.incrementAndGet());
        send("POST", "/accounts", """
                {"id": "%s",
                 "regions": {"us-east-1": "opt-in-not-required", "eu-central-1": "opt-in-not-required"},
                 "roles": [{"name": "CloudConnector", "managedPolicies": ["SecurityAudit"]}],
                 "resources": %s}
                """.formatted(id, resources)).expect(201);
        return id;
    }

    /** A new account whose role lets in whoever comes through the platform, with any External ID or none; its id. */
    public String newOpenAccount() {
        var id = Long.toString(NEXT_ACCOUNT.incrementAndGet());
        send("POST", "/accounts", """
                {"id": "%s",
                 "regions": {"us-east-1": "opt-in-not-required", "eu-central-1": "opt-in-not-required"},
                 "roles": [{"name": "CloudConnector", "managedPolicies": ["SecurityAudit"],
                   "trust": {"Version": "2012-10-17", "Statement": [
                     {"Effect": "Allow", "Principal": {"AWS": "${platform}"}, "Action": "sts:AssumeRole"}]}}]}
                """.formatted(id)).expect(201);
        return id;
    }

    /** The ARN of the account's role. */
    public String roleArn(String account) {
        return new AwsCustomer(control, account).roleArn();
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
        new AwsCustomer(control, account).trust(platformAccount, externalId);
    }

    public void replaceResources(String account, String resources) {
        send("PUT", "/accounts/" + account + "/resources", resources).expect(200);
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
        send("POST", "/faults", Map.of("kind", kind, "account", account, "action", action))
                .expect(201);
    }

    /** Lifts every fault of that account. */
    public void lift(String account) {
        for (var fault : send("GET", "/faults", "").json()) {
            if (fault.path("fault").path("account").asText().equals(account)) {
                send("DELETE", "/faults/" + fault.path("id").asText(), "").expect(204);
            }
        }
    }

    /** The actions that a run called so far, in order. */
    public List<String> callsOf(String run) {
        return StreamSupport.stream(
                        send("GET", "/calls?session=" + run, "").json().spliterator(), false)
                .map(call -> call.path("action").asText())
                .toList();
    }

    /** Whether a call of a run waits for its answer. */
    public boolean isCalling(String run, String action) {
        return StreamSupport.stream(
                        send("GET", "/calls?session=" + run, "").json().spliterator(), false)
                .anyMatch(call -> call.path("action").asText().equals(action) && !call.has("answeredAt"));
    }

    /** The keys of the sessions that STS has minted for the account. */
    public JsonNode sessions(String account) {
        return send("GET", "/accounts/" + account + "/sessions", "").expect(200).json();
    }

    private Answer send(String method, String path, Object body) {
        return Http.send(method, control.resolve("/_control" + path), Map.of(), Http.write(body));
    }
}

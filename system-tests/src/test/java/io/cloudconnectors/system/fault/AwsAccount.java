package io.cloudconnectors.system.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Secret;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.Cloud;
import io.cloudconnectors.system.stack.CloudControl;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Volumes in two regions. It has no bucket. */
record AwsAccount(String id, Cloud cloud, CloudControl control) implements CloudAccount {
    /** Lists what the account has none of: whoever waits for it has sent every asset. */
    static final String LISTING_OF_NOTHING = "ListBuckets";

    private static final List<String> SLICES = List.of("eu-central-1/ec2", "us-east-1/ec2");

    static AwsAccount in(Stack stack) {
        var cloud = new Cloud(stack);
        return new AwsAccount(cloud.newAccount("{}"), cloud, CloudControl.ofAws(stack));
    }

    @Override
    public String type() {
        return "AWS::EC2::Volume";
    }

    @Override
    public List<String> slices() {
        return SLICES;
    }

    @Override
    public String listing() {
        return "DescribeVolumes";
    }

    @Override
    public void hold(Map<String, List<String>> names) {
        String regions = names.entrySet().stream()
                .map(slice -> "\"%s\": {\"volumes\": [%s]}"
                        .formatted(
                                slice.getKey().substring(0, slice.getKey().indexOf('/')),
                                slice.getValue().stream()
                                        .map("{\"name\": \"%s\"}"::formatted)
                                        .collect(Collectors.joining(", "))))
                .collect(Collectors.joining(", "));
        cloud.replaceResources(id, "{\"regions\": {" + regions + "}}");
    }

    @Override
    public Set<String> held() {
        JsonNode regions = control.send("GET", "accounts/" + id + "/resources", "")
                .expect(200)
                .json()
                .path("regions");
        return StreamSupport.stream(regions.spliterator(), false)
                .flatMap(region -> StreamSupport.stream(region.path("volumes").spliterator(), false))
                .map(volume -> volume.path("tags").path("Name").asText())
                .collect(Collectors.toSet());
    }

    @Override
    public String connect(Client client) throws IOException, InterruptedException {
        return cloud.setUp(client, id);
    }

    @Override
    public Map<String, Secret> secrets() {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        int number = 0;
        for (JsonNode session : cloud.sessions(id)) {
            number++;
            secrets.put(
                    "secret key of session " + number,
                    new Secret(session.path("secretAccessKey").asText()));
            secrets.put(
                    "token of session " + number,
                    new Secret(session.path("sessionToken").asText()));
        }
        return secrets;
    }

    @Override
    public void fault(String kind, String action) {
        control.set(id, kind, action);
    }

    @Override
    public void fault(String kind) {
        control.set(id, kind);
    }

    @Override
    public void lift() {
        control.lift(id);
    }

    /** How many calls have met a fault that is not lifted yet. */
    int hits() {
        return StreamSupport.stream(control.send("GET", "faults", "").json().spliterator(), false)
                .filter(fault -> fault.path("fault").path("account").asText().equals(id))
                .mapToInt(fault -> fault.path("hits").asInt())
                .sum();
    }

    @Override
    public boolean isCalling(String run, String action) {
        return control.isCalling("session=%s&action=%s".formatted(run, action));
    }
}

package io.cloudconnectors.system.fault;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.launcher.AzureCustomer;
import io.cloudconnectors.local.launcher.Demo;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Secret;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.CloudControl;
import io.cloudconnectors.system.stack.Paths;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Disks in the subscription of the simulated Azure that its application may read, with a client secret of its own. */
record AzureSubscription(CloudControl control, Secret clientSecret) implements CloudAccount {
    private static final String ID = "5f2c9d18-0b7a-4c36-a1d4-93e8b6f07c32";
    private static final String APPLICATION = "3b9e7a44-51cf-4d1d-8a55-6f1b0d7c2e21";
    private static final List<String> SLICES = List.of("global/resources");
    private static final String DISK = "/microsoft.compute/disks/";

    static AzureSubscription in(Stack stack) throws IOException, InterruptedException {
        return new AzureSubscription(
                CloudControl.ofAzure(stack),
                new AzureCustomer(stack.url("cloud"), Demo.DIRECTORY, APPLICATION).newSecret());
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public String type() {
        return "microsoft.compute/disks";
    }

    @Override
    public List<String> slices() {
        return SLICES;
    }

    @Override
    public String listing() {
        return "Query";
    }

    @Override
    public void hold(Map<String, List<String>> names) {
        List<Map<String, String>> disks = names.values().stream()
                .flatMap(List::stream)
                .map(name -> Map.of("type", "Microsoft.Compute/disks", "name", name))
                .toList();
        var group = Map.of("name", "rg-disks", "location", "westeurope", "resources", disks);
        control.send("PUT", "subscriptions/" + ID + "/resourceGroups", List.of(group))
                .expect(204);
    }

    @Override
    public Set<String> held() {
        JsonNode ids = control.send("GET", "subscriptions/" + ID + "/ids", "")
                .expect(200)
                .json();
        return StreamSupport.stream(ids.spliterator(), false)
                .map(JsonNode::asText)
                .filter(id -> id.toLowerCase(Locale.ROOT).contains(DISK))
                .map(id -> id.substring(id.lastIndexOf('/') + 1))
                .collect(Collectors.toSet());
    }

    @Override
    public String connect(Client client) {
        var azure = Map.of(
                "directoryId",
                Demo.DIRECTORY,
                "applicationId",
                APPLICATION,
                "subscriptionId",
                ID,
                "authenticationKey",
                clientSecret.value());
        return client.post(Paths.CONNECTORS, Map.of("name", "azure-" + ID, "provider", "AZURE", "azure", azure))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    @Override
    public Map<String, Secret> secrets() {
        return Map.of("client secret", clientSecret);
    }

    @Override
    public void fault(String kind, String action) {
        control.set(ID, kind, action);
    }

    @Override
    public void fault(String kind) {
        control.set(ID, kind);
    }

    @Override
    public void lift() {
        control.lift(ID);
    }

    @Override
    public boolean isCalling(String run, String action) {
        return control.isCalling("account=%s&action=%s".formatted(ID, action));
    }
}

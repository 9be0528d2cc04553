package io.cloudconnectors.system.fault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.local.launcher.GoogleCustomer;
import io.cloudconnectors.local.launcher.Stack;
import io.cloudconnectors.local.servers.Secret;
import io.cloudconnectors.system.stack.Client;
import io.cloudconnectors.system.stack.CloudControl;
import io.cloudconnectors.system.stack.Paths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Disks in a project of the simulated Google Cloud, with a service account and its key. */
record GoogleProject(String id, CloudControl control, Secret keyFile) implements CloudAccount {
    private static final List<String> SLICES = List.of("global/compute");
    private static final String DISK = "compute.googleapis.com/Disk";
    private static final List<String> ROLES =
            List.of("roles/viewer", "roles/iam.securityReviewer", "roles/cloudasset.viewer");
    private static final ObjectMapper JSON = new ObjectMapper();

    static GoogleProject in(Stack stack) throws IOException, InterruptedException {
        String id = "faults-" + UUID.randomUUID().toString().substring(0, 8);
        CloudControl control = CloudControl.ofGoogle(stack);
        String email = "cloud-connectors@" + id + ".iam.gserviceaccount.com";
        control.send(
                        "POST",
                        "projects",
                        Map.of(
                                "id", id,
                                "serviceAccounts", List.of(Map.of("name", "cloud-connectors")),
                                "bindings", Map.of(email, ROLES)))
                .expect(201);
        return new GoogleProject(id, control, new GoogleCustomer(stack.url("cloud"), id, id).newKey());
    }

    @Override
    public String type() {
        return DISK;
    }

    @Override
    public List<String> slices() {
        return SLICES;
    }

    @Override
    public String listing() {
        return "assets.list";
    }

    @Override
    public void hold(Map<String, List<String>> names) {
        List<Map<String, String>> disks = names.values().stream()
                .flatMap(List::stream)
                .map(name -> Map.of("type", DISK, "name", name, "location", "europe-west3-a"))
                .toList();
        control.send("PUT", "projects/" + id + "/resources", disks).expect(204);
    }

    @Override
    public Set<String> held() {
        JsonNode projects = control.send("GET", "projects", "").expect(200).json();
        return StreamSupport.stream(projects.spliterator(), false)
                .filter(project -> project.path("id").asText().equals(id))
                .flatMap(project ->
                        StreamSupport.stream(project.path("resources").spliterator(), false))
                .filter(resource -> resource.path("type").asText().equals(DISK))
                .map(resource -> resource.path("name").asText())
                .collect(Collectors.toSet());
    }

    @Override
    public String connect(Client client) throws IOException {
        var gcp = Map.of("projectId", id, "serviceAccountKey", JSON.readTree(keyFile.value()));
        return client.post(Paths.CONNECTORS, Map.of("name", "gcp-" + id, "provider", "GCP", "gcp", gcp))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    /** A line from the middle of the key, which no way of writing it breaks. */
    @Override
    public Map<String, Secret> secrets() {
        try {
            List<String> lines = JSON.readTree(keyFile.value())
                    .path("private_key")
                    .asText()
                    .lines()
                    .toList();
            return Map.of("private key", new Secret(lines.get(lines.size() / 2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    @Override
    public boolean isCalling(String run, String action) {
        return control.isCalling("account=%s&action=%s".formatted(id, action));
    }
}

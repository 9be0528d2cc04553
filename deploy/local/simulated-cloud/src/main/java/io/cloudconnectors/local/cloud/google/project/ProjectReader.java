package io.cloudconnectors.local.cloud.google.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads projects from YAML, or from JSON, which is YAML too. An unknown field is an error. */
public final class ProjectReader {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private static final Set<String> APIS = Set.of(
            "cloudresourcemanager.googleapis.com",
            "cloudasset.googleapis.com",
            "compute.googleapis.com",
            "serviceusage.googleapis.com",
            "storage.googleapis.com");

    private ProjectReader() {}

    private record Written(
            String id,
            @Nullable String number,
            @Nullable String name,
            @Nullable List<String> ancestors,
            @Nullable List<String> services,
            boolean deleteRequested,
            @Nullable Set<String> apis,
            @Nullable List<WrittenAccount> serviceAccounts,
            @Nullable Map<String, Set<PredefinedRole>> bindings,
            @Nullable List<Resource> resources,
            @Nullable Map<ResourceKind, Integer> generate) {}

    private record WrittenAccount(
            @JsonProperty(required = true) String name) {}

    /**
     * The projects of a file: a list under {@code google: projects:}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static List<Project> projects(String yaml) {
        List<Project> projects = new ArrayList<>();
        for (JsonNode node : read(yaml, JsonNode.class).path("google").path("projects")) {
            projects.add(project(convert(node)));
        }
        return projects;
    }

    /** One project, without the wrapping {@code google: projects:}. */
    public static Project project(String yaml) {
        return project(read(yaml, Written.class));
    }

    /** The resources of a project, as a list. */
    public static List<Resource> resources(String yaml) {
        try {
            return distinct(YAML.readValue(yaml, new TypeReference<List<Resource>>() {}));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong.getOriginalMessage(), wrong);
        }
    }

    /** @throws IllegalArgumentException when it is none that is simulated */
    public static String api(String name) {
        if (!APIS.contains(name)) {
            throw new IllegalArgumentException("No API " + name + "; there are: " + new TreeSet<>(APIS));
        }
        return name;
    }

    private static Project project(Written written) {
        if (written.id() == null) {
            throw new IllegalArgumentException("A project needs its id");
        }
        String id = written.id();
        List<ServiceAccount> accounts =
                Objects.requireNonNullElse(written.serviceAccounts(), List.<WrittenAccount>of()).stream()
                        .map(account -> ServiceAccount.named(account.name(), id))
                        .toList();
        Map<String, SortedSet<PredefinedRole>> bindings = new TreeMap<>();
        Objects.requireNonNullElse(written.bindings(), Map.<String, Set<PredefinedRole>>of())
                .forEach((member, roles) -> bindings.put(member, new TreeSet<>(roles)));
        List<Resource> resources = new ArrayList<>(Objects.requireNonNullElse(written.resources(), List.of()));
        resources.addAll(generated(Objects.requireNonNullElse(written.generate(), Map.of())));
        Collection<String> apis = Objects.requireNonNullElse(written.apis(), APIS);
        apis.forEach(ProjectReader::api);
        return new Project(
                id,
                Objects.requireNonNullElseGet(written.number(), () -> Numbers.of("4", 12, id)),
                Objects.requireNonNullElse(written.name(), id),
                Objects.requireNonNullElse(written.ancestors(), List.of()),
                Objects.requireNonNullElse(written.services(), List.of()),
                written.deleteRequested(),
                new TreeSet<>(apis),
                accounts,
                bindings,
                distinct(resources));
    }

    private static List<Resource> generated(Map<ResourceKind, Integer> counts) {
        List<Resource> resources = new ArrayList<>();
        counts.forEach((kind, count) -> {
            for (int i = 1; i <= count; i++) {
                String name = "%s-%05d".formatted(kind.collection(), i);
                resources.add(new Resource(kind, name, location(kind), Map.of(), Map.of(), Map.of()));
            }
        });
        return resources;
    }

    private static String location(ResourceKind kind) {
        return switch (kind) {
            case INSTANCE, DISK -> "europe-west3-a";
            case SUBNETWORK, BUCKET, SQL_INSTANCE, CLUSTER, FUNCTION -> "europe-west3";
            case NETWORK, FIREWALL, TOPIC, SERVICE_ACCOUNT -> "global";
        };
    }

    private static List<Resource> distinct(List<Resource> resources) {
        Set<String> seen = new HashSet<>();
        for (Resource each : resources) {
            if (!seen.add(each.kind() + "/" + each.location() + "/" + each.name())) {
                throw new IllegalArgumentException("Two resources of type "
                        + each.kind().assetType() + " are named " + each.name() + " in " + each.location());
            }
        }
        return resources;
    }

    private static Written convert(JsonNode node) {
        try {
            return YAML.treeToValue(node, Written.class);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong.getOriginalMessage(), wrong);
        }
    }

    private static <T> T read(String yaml, Class<T> type) {
        try {
            return YAML.readValue(yaml.isBlank() ? "{}" : yaml, type);
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong.getOriginalMessage(), wrong);
        }
    }
}

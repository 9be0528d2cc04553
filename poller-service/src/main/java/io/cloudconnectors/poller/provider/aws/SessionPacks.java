package io.cloudconnectors.poller.provider.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsService;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The services in packs, each with a session policy of exactly what is called of them: as many packs as session policies
 * need, which is one as long as the whole catalogue fits.
 */
final class SessionPacks {
    /** In characters (AWS STS API Reference, AssumeRole, Policy). */
    static final int LONGEST_POLICY = 2048;

    private static final ObjectMapper JSON = new ObjectMapper();

    private SessionPacks() {}

    /** @param policy for the sessions in which these services are called */
    record Pack(Set<AwsService> services, String policy) {}

    /**
     * All services, in their order; the first pack has EC2, and with it the list of regions.
     *
     * @param longest how many characters a policy may have
     */
    static List<Pack> of(AwsPartition partition, int longest) {
        List<Pack> packs = new ArrayList<>();
        Set<AwsService> open = EnumSet.noneOf(AwsService.class);
        for (AwsService service : AwsService.values()) {
            Set<AwsService> wider = EnumSet.copyOf(open.isEmpty() ? EnumSet.of(service) : open);
            wider.add(service);
            if (!open.isEmpty() && policy(wider, partition).length() > longest) {
                packs.add(new Pack(open, policy(open, partition)));
                wider = EnumSet.of(service);
            }
            open = wider;
        }
        packs.add(new Pack(open, policy(open, partition)));
        return List.copyOf(packs);
    }

    /** One statement for each resource that actions are narrowed to. */
    private static String policy(Set<AwsService> services, AwsPartition partition) {
        Map<String, List<String>> byResource = services.stream()
                .flatMap(service -> service.permissions().stream())
                .distinct()
                .collect(Collectors.groupingBy(
                        permission -> permission.resource(partition.id()),
                        LinkedHashMap::new,
                        Collectors.mapping(AwsPermission::action, Collectors.toList())));
        List<Map<String, Object>> statements = new ArrayList<>();
        byResource.forEach((resource, actions) -> {
            Map<String, Object> statement = new LinkedHashMap<>();
            statement.put("Effect", "Allow");
            statement.put("Action", actions);
            statement.put("Resource", resource);
            statements.add(statement);
        });
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("Version", "2012-10-17");
        document.put("Statement", statements);
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.cloudconnectors.local.cloud.aws.described;

import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.http.HttpCall;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The path under which a read of a REST service is asked.
 *
 * @param operation its name
 * @param segments of the path; one in braces is a label, and stands for a parameter
 */
public record RestRoute(AwsService service, String operation, List<String> segments) {

    static RestRoute of(AwsService service, String operation, String path) {
        return new RestRoute(service, operation, segments(path));
    }

    private static List<String> segments(String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return List.of(bare.split("/", -1));
    }

    /** The names of the parameters in the path. */
    Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        segments.stream().filter(RestRoute::isLabel).forEach(label -> labels.add(name(label)));
        return labels;
    }

    /** Which operation a request asks for; empty when none that is spoken. */
    public static Optional<String> named(AwsService service, HttpCall call) {
        return matching(service, call).map(RestRoute::operation);
    }

    /** What stands in the request's path. */
    public static Map<String, String> labels(AwsService service, HttpCall call) {
        return matching(service, call).map(route -> route.values(call)).orElse(Map.of());
    }

    private static Optional<RestRoute> matching(AwsService service, HttpCall call) {
        List<String> asked = segments(call.rawPath());
        return DescribedOperations.routes().stream()
                .filter(route -> route.service == service && call.method().equals("GET") && route.fits(asked))
                .findFirst();
    }

    private boolean fits(List<String> asked) {
        if (asked.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            if (!isLabel(segments.get(i)) && !segments.get(i).equals(asked.get(i))) {
                return false;
            }
        }
        return true;
    }

    private Map<String, String> values(HttpCall call) {
        List<String> asked = segments(call.rawPath());
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            if (isLabel(segments.get(i))) {
                values.put(
                        name(segments.get(i)),
                        URLDecoder.decode(asked.get(i).replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return values;
    }

    private static boolean isLabel(String segment) {
        return segment.startsWith("{");
    }

    private static String name(String label) {
        return label.substring(1, label.length() - 1);
    }
}

package io.cloudconnectors.api.openapi;

import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** One response per status, with an example of every problem that has it. */
final class ProblemResponses {
    private static final List<Integer> ANYWHERE = List.of(400, 401, 403, 406, 429, 500, 503);

    private ProblemResponses() {}

    static String name(int status) {
        return "Problem" + status;
    }

    static Map<String, APIResponse> of(List<ProblemCode> codes) {
        Map<Integer, List<ProblemCode>> byStatus =
                codes.stream().collect(Collectors.groupingBy(ProblemCode::status, TreeMap::new, Collectors.toList()));
        Map<String, APIResponse> responses = new TreeMap<>();
        byStatus.forEach((status, ofStatus) -> responses.put(name(status), response(ofStatus)));
        return responses;
    }

    /** The statuses of problems that an operation can answer with. */
    static SortedSet<Integer> statuses(PathItem.HttpMethod method, boolean hasId, boolean hasBody, boolean hasQuery) {
        SortedSet<Integer> statuses = new TreeSet<>(ANYWHERE);
        if (hasId) {
            statuses.add(404);
        }
        if (hasBody) {
            statuses.addAll(List.of(413, 415, 422));
        }
        if (hasQuery) {
            statuses.add(400);
        }
        if (method == PathItem.HttpMethod.POST
                || method == PathItem.HttpMethod.PATCH
                || method == PathItem.HttpMethod.PUT) {
            statuses.add(409);
        }
        return statuses;
    }

    private static APIResponse response(List<ProblemCode> codes) {
        MediaType body =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref("#/components/schemas/Problem"));
        for (ProblemCode code : codes) {
            body.addExample(code.name(), OASFactory.createExample().value(example(code)));
        }
        return OASFactory.createAPIResponse()
                .description(codes.stream().map(ProblemCode::title).collect(Collectors.joining("; ")) + ".")
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, body));
    }

    private static Map<String, Object> example(ProblemCode code) {
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", code.type());
        example.put("title", code.title());
        example.put("status", code.status());
        example.put("detail", "What to do next.");
        example.put("code", code.name());
        return example;
    }
}

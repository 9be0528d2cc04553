package io.cloudconnectors.local.cloud.aws.described;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation.Access.Permission;
import io.cloudconnectors.local.cloud.aws.operation.OperationCall;
import io.cloudconnectors.local.cloud.aws.operation.Pages;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import io.cloudconnectors.local.cloud.aws.wire.Xml;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One operation that answers from the account's description.
 *
 * @param action the permission that it needs
 * @param resource what policies are asked about
 * @param parameters that are understood beside those of the page and the path
 * @param answer what is made of the description
 * @param route of a REST service
 */
record Described(
        AwsService service,
        String name,
        String action,
        Function<OperationCall, String> resource,
        Set<String> parameters,
        Body answer,
        @Nullable RestRoute route) {
    private static final int LARGEST_PAGE = 1000;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is made of the description. */
    sealed interface Body {
        /**
         * The items of a list, in pages.
         *
         * @param key the parameter that says of what they are a list; absent when there is one list
         * @param member what the list is called
         * @param item what each item is called, in XML
         */
        record Items(@Nullable String key, String member, String item, Paging paging) implements Body {}

        /** @param otherwise the answer of an account that says nothing */
        record Whole(JsonNode otherwise) implements Body {}

        /**
         * The whole answer, of what a parameter names.
         *
         * @param otherwise the answer about what is not described
         */
        record ByName(String key, Function<String, JsonNode> otherwise) implements Body {}

        /**
         * Those of the items that a parameter names, as far as they are described.
         *
         * @param member what the list is called
         */
        record ByNames(String keys, String member) implements Body {}
    }

    /**
     * How pages are asked for. The names are those of the service's model.
     *
     * @param size the parameter for the size of a page; empty when the service decides
     * @param token the parameter for the next page; empty of a list that is never cut
     * @param next where the answer says it
     */
    record Paging(String size, String token, String next) {
        static final Paging NONE = new Paging("", "", "");
    }

    AwsOperation operation() {
        Set<String> understood = new LinkedHashSet<>(parameters);
        if (route != null) {
            understood.addAll(route.labels());
        }
        switch (answer) {
            case Body.Items(var key, var _, var _, var paging) -> {
                if (key != null) {
                    understood.add(key);
                }
                understood.add(paging.size());
                understood.add(paging.token());
            }
            case Body.Whole _ -> {}
            case Body.ByName(var key, var _) -> understood.add(key);
            case Body.ByNames(var keys, var _) -> understood.add(keys);
        }
        return new AwsOperation(
                service,
                name,
                new Permission(action, resource),
                understood,
                service.model() + ", " + name,
                switch (service.protocol()) {
                    case QUERY, EC2, REST_XML -> new AwsOperation.Answer.InXml(this::write);
                    case JSON, REST_JSON -> new AwsOperation.Answer.InJson(this::json);
                });
    }

    private void write(OperationCall call, Xml xml) {
        switch (answer) {
            case Body.Items(var key, var member, var item, var paging) -> {
                Pages.Page<JsonNode> page = page(key, paging, call);
                xml.list(member, item, page.items(), xml::tree);
                if (service == AwsService.IAM) {
                    xml.text("IsTruncated", page.next() != null);
                }
                xml.text(paging.next(), page.next());
            }
            case Body.Whole whole -> xml.tree(whole(whole, call));
            case Body.ByName named -> xml.tree(named(named, call));
            case Body.ByNames _ -> throw new IllegalArgumentException("No XML service is asked so");
        }
    }

    private Map<String, ?> json(OperationCall call) {
        return switch (answer) {
            case Body.Items(var key, var member, var _, var paging) -> {
                Pages.Page<JsonNode> page = page(key, paging, call);
                Map<String, Object> members = new LinkedHashMap<>();
                members.put(member, page.items());
                if (page.next() != null) {
                    members.put(paging.next(), page.next());
                }
                if (service == AwsService.KMS) {
                    members.put("Truncated", page.next() != null);
                }
                yield members;
            }
            case Body.Whole whole -> members(whole(whole, call));
            case Body.ByName named -> members(named(named, call));
            case Body.ByNames(var keys, var member) ->
                Map.of(
                        member,
                        call.params().list(keys).stream()
                                .map(described(call)::path)
                                .filter(JsonNode::isObject)
                                .toList());
        };
    }

    private static Map<String, ?> members(JsonNode object) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    private Pages.Page<JsonNode> page(@Nullable String key, Paging paging, OperationCall call) {
        JsonNode described = described(call);
        JsonNode list = key == null
                ? described
                : described.path(String.valueOf(call.params().get(key)));
        List<JsonNode> all = StreamSupport.stream(list.spliterator(), false).toList();
        if (paging.equals(Paging.NONE)) {
            return new Pages.Page<>(all, null);
        }
        int size = call.params().integer(paging.size()).orElse(LARGEST_PAGE);
        return call.pages()
                .cut(all, call.params().get(paging.token()), size, CommonError.INVALID_PAGING_TOKEN.in(service));
    }

    private JsonNode whole(Body.Whole whole, OperationCall call) {
        JsonNode described = described(call);
        return described.isObject() ? described : whole.otherwise();
    }

    private JsonNode named(Body.ByName named, OperationCall call) {
        String name = String.valueOf(call.params().get(named.key()));
        JsonNode described = described(call).path(name);
        return described.isObject() ? described : named.otherwise().apply(name);
    }

    private JsonNode described(OperationCall call) {
        return service == AwsService.IAM
                ? call.account().resources().answer(service.signingName(), name)
                : call.account().resources().in(call.region()).answer(service.signingName(), name);
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** For what must be described to be there. */
    static Function<String, JsonNode> missing(ServiceError error) {
        return name -> {
            throw error.about(name);
        };
    }

    /** For what has nothing of it. */
    static Function<String, JsonNode> empty() {
        ObjectNode nothing = JsonNodeFactory.instance.objectNode();
        return name -> nothing;
    }

    Optional<RestRoute> routed() {
        return Optional.ofNullable(route);
    }
}

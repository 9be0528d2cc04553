package io.cloudconnectors.local.cloud.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.WireError;
import io.cloudconnectors.local.cloud.aws.wire.Xml;
import io.cloudconnectors.local.cloud.http.Reply;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The envelopes of the protocols. Sources: AWS Query protocol and EC2 Query protocol of Smithy 2.0 ("AWS query
 * protocol", "AWS EC2 query protocol"); Amazon S3 API Reference, "REST error responses".
 */
final class AwsRenderer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AwsRenderer() {}

    static Reply answer(AwsOperation operation, String requestId, Consumer<Xml> content) {
        AwsService service = operation.service();
        Xml xml = new Xml();
        switch (service.protocol()) {
            case QUERY ->
                xml.root(
                        operation.name() + "Response",
                        service.namespace(),
                        () -> xml.element(operation.name() + "Result", () -> content.accept(xml))
                                .element("ResponseMetadata", () -> xml.text("RequestId", requestId)));
            case EC2 ->
                xml.root(operation.name() + "Response", service.namespace(), () -> {
                    xml.text("requestId", requestId);
                    content.accept(xml);
                });
            case REST_XML -> content.accept(xml);
            case JSON, REST_JSON -> throw inJson(service);
        }
        return reply(service, 200, requestId, xml);
    }

    /** An answer of the protocols {@code aws.protocols#awsJson1_1} and {@code #restJson1}, which clients read alike. */
    static Reply json(String requestId, int status, Map<String, String> more, Map<String, ?> members) {
        Map<String, String> headers = new HashMap<>(more);
        headers.put("Content-Type", "application/x-amz-json-1.1");
        headers.put("x-amzn-RequestId", requestId);
        try {
            return new Reply(status, headers, JSON.writeValueAsString(members), Reply.Delivery.WHOLE);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reply failure(AwsService service, String requestId, AwsFailure failure) {
        WireError error = failure.error();
        String message = String.valueOf(failure.getMessage());
        Xml xml = new Xml();
        switch (service.protocol()) {
            case JSON -> {
                return json(requestId, error.status(), Map.of(), Map.of("__type", error.code(), "message", message));
            }
            case REST_JSON -> {
                return json(
                        requestId,
                        error.status(),
                        Map.of("x-amzn-ErrorType", error.code()),
                        Map.of("message", message));
            }
            case QUERY ->
                xml.root(
                        "ErrorResponse",
                        service.namespace(),
                        () -> xml.element(
                                        "Error",
                                        () -> xml.text("Type", error.status() < 500 ? "Sender" : "Receiver")
                                                .text("Code", error.code())
                                                .text("Message", message))
                                .text("RequestId", requestId));
            case EC2 ->
                xml.root(
                        "Response",
                        "",
                        () -> xml.element(
                                        "Errors",
                                        () -> xml.element(
                                                "Error",
                                                () -> xml.text("Code", error.code())
                                                        .text("Message", message)))
                                .text("RequestID", requestId));
            case REST_XML ->
                xml.root(
                        "Error",
                        "",
                        () -> xml.text("Code", error.code())
                                .text("Message", message)
                                .text("RequestId", requestId)
                                .text("HostId", hostId(requestId)));
        }
        return reply(service, error.status(), requestId, xml);
    }

    private static Reply reply(AwsService service, int status, String requestId, Xml xml) {
        Map<String, String> headers = switch (service.protocol()) {
            case JSON, REST_JSON -> throw inJson(service);
            case QUERY, EC2 -> Map.of("Content-Type", "text/xml;charset=UTF-8", "x-amzn-RequestId", requestId);
            case REST_XML ->
                Map.of(
                        "Content-Type",
                        "application/xml",
                        "x-amz-request-id",
                        requestId,
                        "x-amz-id-2",
                        hostId(requestId));
        };
        return new Reply(status, headers, xml.toString(), Reply.Delivery.WHOLE);
    }

    private static IllegalArgumentException inJson(AwsService service) {
        return new IllegalArgumentException(service + " answers in JSON");
    }

    private static String hostId(String requestId) {
        return requestId + "-simulated";
    }
}

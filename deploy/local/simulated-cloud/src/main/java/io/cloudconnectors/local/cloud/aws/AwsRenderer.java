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
import java.util.Map;
import java.util.function.Consumer;

/**
 * The envelopes of the four protocols. Sources: AWS Query protocol and EC2 Query protocol of Smithy 2.0 ("AWS query
 * protocol", "AWS EC2 query protocol"); Amazon S3 API Reference, "REST error responses".
 */
final class AwsRenderer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private AwsRenderer() {}

    static Reply answer(AwsOperation operation, String requestId, Consumer<Xml> content) {
        AwsService service = operation.service();
        Xml xml = new Xml();
        switch (service) {
            case STS, IAM ->
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
            case S3 -> content.accept(xml);
            case KMS -> throw new IllegalArgumentException("KMS answers in JSON");
        }
        return reply(service, 200, requestId, xml);
    }

    /** An answer of the protocol {@code aws.protocols#awsJson1_1}. */
    static Reply json(String requestId, int status, Map<String, Object> members) {
        try {
            return new Reply(
                    status,
                    Map.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", requestId),
                    JSON.writeValueAsString(members),
                    Reply.Delivery.WHOLE);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Reply failure(AwsService service, String requestId, AwsFailure failure) {
        WireError error = failure.error();
        String message = String.valueOf(failure.getMessage());
        if (service == AwsService.KMS) {
            return json(requestId, error.status(), Map.of("__type", error.code(), "message", message));
        }
        Xml xml = new Xml();
        switch (service) {
            case KMS -> throw new IllegalArgumentException("KMS answers in JSON");
            case STS, IAM ->
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
            case S3 ->
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
        Map<String, String> headers = switch (service) {
            case KMS -> throw new IllegalArgumentException("KMS answers in JSON");
            case STS, IAM, EC2 -> Map.of("Content-Type", "text/xml;charset=UTF-8", "x-amzn-RequestId", requestId);
            case S3 ->
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

    private static String hostId(String requestId) {
        return requestId + "-simulated";
    }
}

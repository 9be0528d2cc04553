package io.cloudconnectors.api.openapi;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * What holds for every operation, so that no resource has to say it: the headers of each answer, bounds of whatever has
 * none of its own, and an example of each body.
 */
final class Completeness {
    private static final String CORS = "Access-Control-Allow-Origin";
    private static final Map<String, String> HEADERS = Map.of(
            "RateLimit",
            "How many requests of this kind are left, and in how many seconds all are: \"read\";r=2999;t=1"
                    + " (draft-ietf-httpapi-ratelimit-headers).",
            "RateLimit-Policy",
            "How many requests of this kind pass in a window of so many seconds: \"read\";q=3000;w=60.",
            CORS,
            "The origin of the page that called, where the operator allows it; none is allowed by default.",
            "Retry-After",
            "In how many seconds to try again, where waiting helps.",
            "WWW-Authenticate",
            "How to authenticate.");

    private Completeness() {}

    static void addTo(OpenAPI document) {
        document.getServers()
                .forEach(server -> server.description(
                                "This service, in whatever environment: production, staging, local.")
                        .addExtension("x-internal", false));
        document.getComponents()
                .getSecuritySchemes()
                .values()
                .forEach(scheme -> scheme.description(scheme.getDescription() + " Tokens are checked as RFC8725 asks:"
                        + " fixed algorithms, issuer, expiry. The names beside it are roles, any of which will do."));
        new TreeMap<>(HEADERS)
                .forEach((name, description) -> document.getComponents().addHeader(name, header(description)));
        document.getComponents().getResponses().forEach((name, response) -> addHeaders(statusOf(name), response));
        Set<String> used = new TreeSet<>();
        for (PathItem path : document.getPaths().getPathItems().values()) {
            for (Operation operation : path.getOperations().values()) {
                operation.getResponses().getAPIResponses().forEach((status, response) -> {
                    if (response.getRef() == null) {
                        addHeaders(status, response);
                    } else {
                        used.add(response.getRef().substring(response.getRef().lastIndexOf('/') + 1));
                    }
                });
            }
        }
        Set.copyOf(document.getComponents().getResponses().keySet()).stream()
                .filter(name -> !used.contains(name))
                .forEach(document.getComponents()::removeResponse);
        new Bounds().addTo(document);
        new BodyExamples(document.getComponents().getSchemas()).addTo(document);
    }

    private static String statusOf(String problemResponse) {
        return problemResponse.substring(problemResponse.length() - 3);
    }

    private static Header header(String description) {
        return OASFactory.createHeader()
                .description(description)
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .maxLength(256));
    }

    private static void addHeaders(String status, APIResponse response) {
        add(response, CORS);
        add(response, "RateLimit");
        add(response, "RateLimit-Policy");
        switch (status) {
            case "401" -> add(response, "WWW-Authenticate");
            case "409", "429", "503" -> add(response, "Retry-After");
            default -> {
                // Nothing that answers of this status have beside that.
            }
        }
    }

    private static void add(APIResponse response, String header) {
        response.addHeader(header, OASFactory.createHeader().ref("#/components/headers/" + header));
    }
}

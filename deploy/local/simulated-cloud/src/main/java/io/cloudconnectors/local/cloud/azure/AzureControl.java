package io.cloudconnectors.local.cloud.azure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.cloud.aws.account.AccountReader;
import io.cloudconnectors.local.cloud.control.ControlApi;
import io.cloudconnectors.local.cloud.http.HttpCall;
import io.cloudconnectors.local.cloud.http.Reply;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code /_control/azure}: what a customer does in Azure's portal, and the faults and calls of that cloud. */
public final class AzureControl implements Function<HttpCall, Reply> {
    private static final String PREFIX = "/_control/azure/";

    private final SimulatedAzure azure;

    public AzureControl(SimulatedAzure azure) {
        this.azure = azure;
    }

    @Override
    public Reply apply(HttpCall call) {
        if (!call.rawPath().startsWith(PREFIX)) {
            return ControlApi.notFound();
        }
        List<String> path = List.of(call.rawPath().substring(PREFIX.length()).split("/"));
        return switch (path.getFirst()) {
            case "apps" -> path.size() < 3 ? ControlApi.notFound() : app(call, path);
            case "roles" -> path.size() == 3 ? role(call, path.get(1), path.get(2)) : ControlApi.notFound();
            case "graph-denials" -> path.size() == 3 ? graph(call, path.get(1), path.get(2)) : ControlApi.notFound();
            case "subscriptions" -> path.size() < 2 ? ControlApi.notFound() : subscription(call, path);
            case "faults" -> ControlApi.faults(azure.faults(), call, path);
            case "calls" -> ControlApi.calls(azure.calls(), call);
            default -> ControlApi.notFound();
        };
    }

    private Reply app(HttpCall call, List<String> path) {
        String tenant = path.get(1);
        String app = path.get(2);
        String asked = call.method() + (path.size() == 4 ? " " + path.get(3) : "");
        return switch (asked) {
            case "DELETE" -> done(() -> azure.deleteApp(tenant, app));
            case "POST secrets" -> ControlApi.json(201, Map.of("secret", newSecret(call, tenant, app)));
            case "PUT secrets" -> done(() -> keptSecret(call, tenant, app));
            case "DELETE secrets" -> done(() -> azure.deleteSecrets(tenant, app));
            case "POST expiry" -> done(() -> azure.expireSecret(tenant, app));
            default -> ControlApi.notFound();
        };
    }

    private String newSecret(HttpCall call, String tenant, String app) {
        return field(call, "expiresAt")
                .map(end -> azure.newSecret(tenant, app, moment(end)))
                .orElseGet(() -> azure.newSecret(tenant, app));
    }

    private void keptSecret(HttpCall call, String tenant, String app) {
        String secret = field(call, "secret").orElseThrow(() -> new IllegalArgumentException("secret is missing"));
        azure.addSecret(tenant, app, secret, field(call, "expiresAt").map(AzureControl::moment));
    }

    private Reply role(HttpCall call, String subscription, String app) {
        return switch (call.method()) {
            case "POST" ->
                done(() -> {
                    String role = field(call, "role").orElse("Reader");
                    field(call, "resourceGroup")
                            .ifPresentOrElse(
                                    group -> azure.grant(subscription, group, app, role),
                                    () -> azure.grant(subscription, app, role));
                });
            case "DELETE" -> done(() -> azure.revokeRoles(subscription, app));
            default -> ControlApi.notFound();
        };
    }

    private Reply graph(HttpCall call, String subscription, String app) {
        return switch (call.method()) {
            case "POST" -> done(() -> azure.denyResourceGraph(subscription, app));
            case "DELETE" -> done(() -> azure.allowResourceGraph(subscription, app));
            default -> ControlApi.notFound();
        };
    }

    private Reply subscription(HttpCall call, List<String> path) {
        String id = path.get(1);
        return switch (call.method() + (path.size() == 3 ? " " + path.get(2) : "")) {
            case "DELETE" -> done(() -> azure.deleteSubscription(id));
            case "GET ids" -> ControlApi.json(200, azure.ids(id));
            case "PUT graph-limit" -> done(() -> azure.limitResourceGraph(id, rows(call)));
            case "DELETE graph-limit" -> done(() -> azure.unlimitResourceGraph(id));
            case "PUT resourceGroups" -> done(() -> azure.replaceResourceGroups(id, call.bodyText()));
            case "PUT tenant" ->
                done(() -> azure.moveSubscription(
                        id,
                        field(call, "tenant").orElseThrow(() -> new IllegalArgumentException("tenant is missing"))));
            default -> ControlApi.notFound();
        };
    }

    private static int rows(HttpCall call) {
        JsonNode rows = body(call).path("rows");
        if (!rows.isInt() || rows.intValue() < 0) {
            throw new IllegalArgumentException("rows is a number, 0 or more");
        }
        return rows.intValue();
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException wrong) {
            throw new IllegalArgumentException("Not a moment like 2030-01-31T12:00:00Z: " + text, wrong);
        }
    }

    private static Optional<String> field(HttpCall call, String name) {
        return Optional.ofNullable(body(call).path(name).textValue());
    }

    /** A body that is not there has no fields. */
    private static JsonNode body(HttpCall call) {
        try {
            return AccountReader.json().readTree(call.bodyText());
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong.getOriginalMessage(), wrong);
        }
    }

    private static Reply done(Runnable act) {
        act.run();
        return ControlApi.done();
    }
}

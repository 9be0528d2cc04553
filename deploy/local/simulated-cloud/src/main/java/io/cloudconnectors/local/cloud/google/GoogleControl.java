package io.cloudconnectors.local.cloud.google;

import io.cloudconnectors.local.cloud.control.ControlApi;
import io.cloudconnectors.local.cloud.google.auth.KeyFiles;
import io.cloudconnectors.local.cloud.google.project.Project;
import io.cloudconnectors.local.cloud.http.HttpCall;
import io.cloudconnectors.local.cloud.http.Reply;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code /_control/google}: what a customer does in Google's console, and the faults and calls of that cloud. */
public final class GoogleControl implements Function<HttpCall, Reply> {
    private static final String PREFIX = "/_control/google/";

    private final SimulatedGoogle google;

    public GoogleControl(SimulatedGoogle google) {
        this.google = google;
    }

    @Override
    public Reply apply(HttpCall call) {
        if (!call.rawPath().startsWith(PREFIX)) {
            return ControlApi.notFound();
        }
        List<String> path = List.of(call.rawPath().substring(PREFIX.length()).split("/"));
        return switch (path.getFirst()) {
            case "projects" -> projects(call, path);
            case "faults" -> ControlApi.faults(google.faults(), call, path);
            case "calls" -> ControlApi.calls(google.calls(), call);
            default -> ControlApi.notFound();
        };
    }

    private Reply projects(HttpCall call, List<String> path) {
        return switch (path.size()) {
            case 1 ->
                switch (call.method()) {
                    case "GET" ->
                        ControlApi.json(
                                200,
                                google.projects().stream()
                                        .map(GoogleControl::view)
                                        .toList());
                    case "POST" -> ControlApi.json(201, view(google.addProject(call.bodyText())));
                    default -> ControlApi.notFound();
                };
            case 2 -> ControlApi.notFound();
            default -> project(call, path.get(1), path.subList(2, path.size()));
        };
    }

    private Reply project(HttpCall call, String id, List<String> path) {
        String asked = call.method() + " " + path.getFirst() + " " + path.size();
        return switch (asked) {
            case "PUT resources 1" -> done(() -> google.replaceResources(id, call.bodyText()));
            case "POST delete 1" -> done(() -> google.requestDeletion(id));
            case "POST undelete 1" -> done(() -> google.undelete(id));
            case "PUT apis 2" -> done(() -> google.enableApi(id, path.get(1)));
            case "DELETE apis 2" -> done(() -> google.disableApi(id, path.get(1)));
            case "PUT bindings 4" -> done(() -> google.grant(id, path.get(1), role(path)));
            case "DELETE bindings 4" -> done(() -> google.revoke(id, path.get(1), role(path)));
            case "DELETE accounts 2" -> done(() -> google.deleteAccount(id, path.get(1)));
            case "POST accounts 3" -> account(id, path.get(1), path.get(2));
            case "PUT accounts 3" -> done(() -> google.uploadKey(id, path.get(1), KeyFiles.read(call.bodyText())));
            case "DELETE accounts 4" -> done(() -> google.deleteKey(id, path.get(1), path.get(3)));
            default -> ControlApi.notFound();
        };
    }

    private Reply account(String id, String email, String act) {
        return switch (act) {
            case "keys" -> Reply.json(201, google.newKey(id, email));
            case "enable" -> done(() -> google.enableAccount(id, email));
            case "disable" -> done(() -> google.disableAccount(id, email));
            default -> ControlApi.notFound();
        };
    }

    /** {@code bindings/{email}/roles/viewer}. */
    private static String role(List<String> path) {
        return path.get(2) + "/" + path.get(3);
    }

    private static Map<String, Object> view(Project project) {
        return Map.of(
                "id", project.id(),
                "number", project.number(),
                "name", project.name(),
                "state", project.deleteRequested() ? "DELETE_REQUESTED" : "ACTIVE",
                "apis", project.apis(),
                "serviceAccounts", project.serviceAccounts(),
                "bindings", project.bindings(),
                "resources", project.resources());
    }

    private static Reply done(Runnable act) {
        act.run();
        return ControlApi.done();
    }
}

package io.cloudconnectors.poller.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.contracts.GooglePermission;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The APIs that are enabled: of one that is not there can be no resource (Service Usage API v1, services.list). */
final class EnabledServices implements GoogleSource {
    private static final String TYPE = "serviceusage.googleapis.com/Service";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public GoogleService service() {
        return GoogleService.SERVICE_USAGE;
    }

    @Override
    public GooglePermission permission() {
        return GooglePermission.SERVICES_LIST;
    }

    @Override
    public Pages pages(GoogleAccount account) {
        return (session, token) -> {
            JsonNode page = session.call(
                    "serviceusage",
                    bearer -> account.clients()
                            .threads()
                            .submit(() -> account.clients().lists().services(account.id(), token, bearer)));
            List<Resource> services = new ArrayList<>();
            for (JsonNode service : page.path("services")) {
                services.add(row(service));
            }
            return new ResourcePage(services, page.path("nextPageToken").textValue());
        };
    }

    /** Its description is Google's, and changes without any change of the project. */
    static Resource row(JsonNode service) throws CallFailed {
        String path = service.path("name").asText();
        if (path.isEmpty()) {
            throw new CallFailed(Symptom.implausible("NoName"));
        }
        return new Resource(
                TYPE,
                "//serviceusage.googleapis.com/" + path,
                path.substring(path.lastIndexOf('/') + 1),
                SliceKey.GLOBAL,
                Map.of(),
                Map.of("state", service.path("state").asText()));
    }
}

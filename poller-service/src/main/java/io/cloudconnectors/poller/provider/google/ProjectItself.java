package io.cloudconnectors.poller.provider.google;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.resourcemanager.v3.Project;
import io.cloudconnectors.contracts.GooglePermission;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The project, with the folders above it and the organisation, the nearest first. Who may read the project may read its
 * ancestry (Cloud Resource Manager API v1, projects.getAncestry); the folders' names would need a role on each of them.
 */
final class ProjectItself implements GoogleSource {
    private static final String TYPE = "cloudresourcemanager.googleapis.com/Project";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public GoogleService service() {
        return GoogleService.RESOURCE_MANAGER;
    }

    @Override
    public GooglePermission permission() {
        return GooglePermission.PROJECTS_GET;
    }

    @Override
    public Pages pages(GoogleAccount account) {
        return (session, token) -> {
            JsonNode ancestry = session.call(
                    "cloudresourcemanager",
                    bearer -> account.clients()
                            .threads()
                            .submit(() -> account.clients().lists().ancestry(account.id(), bearer)));
            return new ResourcePage(List.of(row(account.project(), ancestry)), null);
        };
    }

    /** @param ancestry the project first, then what is above it */
    static Resource row(Project project, JsonNode ancestry) throws CallFailed {
        List<String> above = new ArrayList<>();
        for (JsonNode ancestor : ancestry.path("ancestor")) {
            JsonNode id = ancestor.path("resourceId");
            if (!"project".equals(id.path("type").asText())) {
                above.add(id.path("type").asText() + "s/" + id.path("id").asText());
            }
        }
        if (ancestry.path("ancestor").isEmpty()) {
            throw new CallFailed(Symptom.implausible("NoAncestry"));
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("projectId", project.getProjectId());
        detail.put("state", project.getState().name());
        detail.put(
                "createTime",
                Instant.ofEpochSecond(
                                project.getCreateTime().getSeconds(),
                                project.getCreateTime().getNanos())
                        .toString());
        if (!above.isEmpty()) {
            detail.put("ancestors", above);
        }
        return new Resource(
                TYPE,
                "//cloudresourcemanager.googleapis.com/" + project.getName(),
                project.getDisplayName(),
                SliceKey.GLOBAL,
                project.getLabelsMap(),
                detail);
    }
}

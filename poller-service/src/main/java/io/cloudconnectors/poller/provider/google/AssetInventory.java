package io.cloudconnectors.poller.provider.google;

import com.google.cloud.asset.v1.Asset;
import com.google.cloud.asset.v1.ContentType;
import com.google.cloud.asset.v1.ListAssetsRequest;
import com.google.cloud.asset.v1.ListAssetsResponse;
import com.google.protobuf.Timestamp;
import io.cloudconnectors.contracts.GooglePermission;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.google.GoogleSession.TokenRefused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Cloud Asset Inventory knows of one service of a project, as of one moment for all pages. */
final class AssetInventory {
    static final String PERMISSION = GooglePermission.ASSETS_LIST_RESOURCE.permission();

    /** The inventory runs behind; a moment that it has not reached yet is refused. */
    private static final Duration BEHIND = Duration.ofSeconds(60);

    private static final int PAGE_SIZE = 1000;

    private final GoogleClients clients;
    private final GoogleService service;
    private final ListAssetsRequest request;

    AssetInventory(GoogleClients clients, String projectId, GoogleService service, Instant now) {
        this.clients = clients;
        this.service = service;
        this.request = ListAssetsRequest.newBuilder()
                .setParent("projects/" + projectId)
                .setContentType(ContentType.RESOURCE)
                .addAllAssetTypes(service.types().stream().map(ListedType::type).toList())
                .setReadTime(Timestamp.newBuilder().setSeconds(now.minus(BEHIND).getEpochSecond()))
                .setPageSize(PAGE_SIZE)
                .build();
    }

    ResourcePage page(GoogleSession session, @Nullable String token)
            throws CallFailed, TokenRefused, InterruptedException {
        ListAssetsRequest asked = token == null
                ? request
                : request.toBuilder().setPageToken(token).build();
        ListAssetsResponse answer = session.call(
                bearer -> clients.assets().listAssetsCallable().futureCall(asked, GoogleClients.bearing(bearer)));
        List<Resource> resources = answer.getAssetsList().stream()
                .filter(asset -> service.holds(asset.getAssetType()))
                .map(AssetInventory::resource)
                .toList();
        return new ResourcePage(resources, answer.getNextPageToken());
    }

    private static Resource resource(Asset asset) {
        Map<String, Object> described = Details.of(asset.getResource().getData());
        String location = asset.getResource().getLocation();
        String name = asset.getName();
        return new Resource(
                asset.getAssetType(),
                name,
                described.get("name") instanceof String own ? lastOf(own) : lastOf(name),
                location.isEmpty() ? SliceKey.GLOBAL : location.toLowerCase(Locale.ROOT),
                Details.texts(described.get("labels")),
                KeptMembers.of(asset.getAssetType()).from(described));
    }

    /** Some APIs give the whole path as a name. */
    private static String lastOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}

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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What Cloud Asset Inventory knows of a project, as of one moment for all pages. */
final class AssetInventory implements Pages {
    static final GooglePermission LIST_RESOURCE = GooglePermission.ASSETS_LIST_RESOURCE;
    static final String PERMISSION = LIST_RESOURCE.permission();

    /** The inventory runs behind; a moment that it has not reached yet is refused. */
    private static final Duration BEHIND = Duration.ofSeconds(60);

    private static final int PAGE_SIZE = 1000;

    private final GoogleClients clients;
    private final Predicate<Asset> wanted;
    private final Function<Asset, Resource> row;
    private final ListAssetsRequest request;

    private AssetInventory(
            GoogleAccount account,
            ContentType content,
            List<String> types,
            Predicate<Asset> wanted,
            Function<Asset, Resource> row) {
        this.clients = account.clients();
        this.wanted = wanted;
        this.row = row;
        this.request = ListAssetsRequest.newBuilder()
                .setParent("projects/" + account.id())
                .setContentType(content)
                .addAllAssetTypes(types)
                .setReadTime(Timestamp.newBuilder()
                        .setSeconds(account.clock().instant().minus(BEHIND).getEpochSecond()))
                .setPageSize(PAGE_SIZE)
                .build();
    }

    /** The resources of one slice. */
    static AssetInventory resources(GoogleAccount account, GoogleService service) {
        return new AssetInventory(
                account,
                ContentType.RESOURCE,
                service.sources().stream().map(GoogleSource::type).toList(),
                asset -> service.holds(asset.getAssetType()),
                AssetInventory::resource);
    }

    /** The IAM policies of all resources that have one. */
    static AssetInventory policies(GoogleAccount account) {
        return new AssetInventory(account, ContentType.IAM_POLICY, List.of(), Asset::hasIamPolicy, IamPolicies::row);
    }

    @Override
    public ResourcePage page(GoogleSession session, @Nullable String token)
            throws CallFailed, TokenRefused, InterruptedException {
        ListAssetsRequest asked = token == null
                ? request
                : request.toBuilder().setPageToken(token).build();
        ListAssetsResponse answer = session.call(
                "cloudasset",
                bearer -> clients.assets().listAssetsCallable().futureCall(asked, GoogleClients.bearing(bearer)));
        List<Resource> resources =
                answer.getAssetsList().stream().filter(wanted).map(row).toList();
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

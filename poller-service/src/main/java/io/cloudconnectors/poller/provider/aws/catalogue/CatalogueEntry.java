package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the entries of the catalogue have in common: they say what they are once, and then list and map. */
abstract class CatalogueEntry implements AwsResourceType {
    /**
     * As many resources a page as most services give; those that give fewer have a number of their own. Where each resource
     * costs calls of its own, a larger page would only be more to do again when the session ends in the middle.
     */
    static final int PAGE = 100;

    private final String type;
    private final AwsService service;
    private final AwsPermission permission;
    private final List<AwsPermission> detailPermissions;

    /**
     * An entry.
     *
     * @param permission what lists it
     * @param details what more is read of each resource
     */
    CatalogueEntry(String type, AwsService service, AwsPermission permission, AwsPermission... details) {
        this.type = type;
        this.service = service;
        this.permission = permission;
        this.detailPermissions = List.of(details);
    }

    @Override
    public final String type() {
        return type;
    }

    @Override
    public final AwsService service() {
        return service;
    }

    @Override
    public final AwsPermission permission() {
        return permission;
    }

    @Override
    public final List<AwsPermission> detailPermissions() {
        return detailPermissions;
    }

    static <T> Page page(List<T> answers, Function<T, Resource> mapper, @Nullable String next) {
        return new Page(answers.stream().map(mapper).toList(), next);
    }

    final Resource resource(
            String id, @Nullable String name, String region, Map<String, String> tags, Map<String, Object> detail) {
        return new Resource(type, id, name, region, tags, detail);
    }

    /** A setting that each region has one of, which has no id of its own. */
    final Resource setting(String name, String region, Detail detail) {
        return resource(region + "/" + name, null, region, detail);
    }

    /** A resource whose detail was put together. */
    final Resource resource(String id, @Nullable String name, String region, Detail detail) {
        return resource(id, name, region, detail.tags(), detail.members());
    }
}

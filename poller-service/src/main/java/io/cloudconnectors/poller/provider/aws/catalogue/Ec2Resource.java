package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.poller.provider.Resource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What the resources of EC2 have in common. */
final class Ec2Resource {
    private static final Set<String> TOLD_APART = Set.of("Tags");

    private Ec2Resource() {}

    /** @param ownName of a type that has a name beside the tag; absent otherwise */
    static Resource map(
            String type, String region, String id, @Nullable String ownName, List<Tag> tags, SdkPojo answer) {
        Map<String, String> map = Tags.of(tags, Tag::key, Tag::value);
        return new Resource(
                type, id, ownName == null ? Tags.name(map) : ownName, region, map, Details.of(answer, TOLD_APART));
    }
}

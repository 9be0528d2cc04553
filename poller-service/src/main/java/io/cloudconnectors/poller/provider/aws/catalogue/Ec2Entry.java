package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What the entries of EC2 have in common: a resource is in the region that was asked, and its tags come with it. */
abstract class Ec2Entry extends CatalogueEntry {
    /** EC2 gives 1,000 at most, and fewer of some. */
    static final int EC2_PAGE = 500;

    Ec2Entry(String type, AwsPermission permission) {
        super(type, AwsService.EC2, permission);
    }

    /** @param without members of the answer that are not told */
    final Resource mapped(AwsCalls calls, String id, List<Tag> tags, SdkPojo answer, String... without) {
        return mapped(calls, id, null, tags, answer, without);
    }

    /** @param ownName of a type that has a name beside the tag */
    final Resource mapped(
            AwsCalls calls, String id, @Nullable String ownName, List<Tag> tags, SdkPojo answer, String... without) {
        Map<String, String> map = Tags.of(tags, Tag::key, Tag::value);
        Set<String> untold = new HashSet<>(List.of(without));
        untold.add("Tags");
        return resource(
                id, ownName == null ? Tags.name(map) : ownName, calls.region(), map, Details.of(answer, untold));
    }
}

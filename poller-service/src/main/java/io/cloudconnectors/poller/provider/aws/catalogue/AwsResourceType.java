package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the catalogue.
 *
 * <p>Types are named as in CloudFormation. Native ids are what AWS's own console and logs use: the resource's id, of a bucket
 * its name, in IAM the ARN.
 */
public interface AwsResourceType {

    /** {@code AWS::EC2::Instance}. */
    String type();

    AwsService service();

    /** What lists it. */
    AwsPermission permission();

    /** What more is needed to tell all of each resource; what is denied of it leaves the rest of the detail as it is. */
    default List<AwsPermission> detailPermissions() {
        return List.of();
    }

    /**
     * Asks for one page.
     *
     * @param token of the page before; absent for the first
     * @throws software.amazon.awssdk.core.exception.SdkException whatever the SDK makes of the answer
     */
    Page page(AwsCalls calls, @Nullable String token);

    /**
     * A page, mapped.
     *
     * @param next what to ask for the next page with; absent after the last
     */
    record Page(List<Resource> resources, @Nullable String next) {
        public Page {
            resources = List.copyOf(resources);
            next = next == null || next.isEmpty() ? null : next;
        }
    }
}

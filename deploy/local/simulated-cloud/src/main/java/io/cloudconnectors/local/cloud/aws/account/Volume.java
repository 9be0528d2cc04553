package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An EBS volume.
 *
 * @param sizeGib size in GiB
 * @param attachedTo the instance, or absent for an available volume
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Volume(
        String id,
        int sizeGib,
        String type,
        int iops,
        boolean encrypted,
        @Nullable String kmsKeyId,
        @Nullable String snapshotId,
        String zone,
        @Nullable String attachedTo,
        Instant createdAt,
        SortedMap<String, String> tags) {
    public String state() {
        return attachedTo == null ? "available" : "in-use";
    }
}

package io.cloudconnectors.local.cloud.aws.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An EC2 instance.
 *
 * @param state as EC2 names it: {@code pending}, {@code running}, {@code shutting-down}, {@code terminated},
 *     {@code stopping} or {@code stopped}
 * @param platform {@code windows}, or absent
 * @param httpTokens whether the metadata service asks for a token: {@code required} or {@code optional}
 * @param rootVolumeId the volume on {@code /dev/xvda}, if any
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Instance(
        String id,
        String type,
        String state,
        String imageId,
        String architecture,
        @Nullable String platform,
        String zone,
        @Nullable String vpcId,
        @Nullable String subnetId,
        List<String> securityGroupIds,
        String privateIp,
        @Nullable String publicIp,
        @Nullable String keyName,
        @Nullable String instanceProfileArn,
        String httpTokens,
        @Nullable String rootVolumeId,
        Instant launchedAt,
        SortedMap<String, String> tags) {
    public Instance {
        securityGroupIds = List.copyOf(securityGroupIds);
    }
}

package io.cloudconnectors.api.provider;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The separate AWS clouds. An account of one cannot be trusted by a role of another. */
public enum AwsPartition {
    AWS("aws"),
    US_GOVERNMENT("aws-us-gov"),
    CHINA("aws-cn");

    private final String id;

    AwsPartition(String id) {
        this.id = id;
    }

    /** As it stands in an ARN. */
    public String id() {
        return id;
    }

    /** The partition of an ARN. */
    public static Optional<AwsPartition> of(String id) {
        return Arrays.stream(values())
                .filter(partition -> partition.id.equals(id))
                .findFirst();
    }

    /** The partition of a role; {@code aws} as long as there is none. */
    public static AwsPartition ofRole(@Nullable RoleArn role) {
        return role == null ? AWS : of(role.partition()).orElseThrow();
    }
}

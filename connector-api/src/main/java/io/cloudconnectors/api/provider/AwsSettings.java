package io.cloudconnectors.api.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an AWS connector for its runs: once the role is known, exactly {@link
 * io.cloudconnectors.contracts.RunSettings.Aws}, which the dispatcher copies without looking into it.
 *
 * @param accountId absent until a role ARN is given, like the partition
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AwsSettings(
        @Nullable String accountId, @Nullable String partition, List<String> regions) {

    /** What follows from the form. */
    public static AwsSettings of(AwsSpec spec) {
        RoleArn role = spec.role();
        return role == null
                ? new AwsSettings(null, null, spec.regions())
                : new AwsSettings(role.accountId(), role.partition(), spec.regions());
    }
}

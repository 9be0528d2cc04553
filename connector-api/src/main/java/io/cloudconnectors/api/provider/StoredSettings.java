package io.cloudconnectors.api.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudconnectors.contracts.AzureCloud;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a connector for its runs: of these members exactly those of the member of {@link
 * io.cloudconnectors.contracts.RunSettings} that is named after the provider. The dispatcher copies them without looking.
 *
 * @param accountId AWS; absent until a role ARN is given, like the partition
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoredSettings(
        @Nullable String accountId,
        @Nullable String partition,
        @Nullable List<String> regions,
        @Nullable String directoryId,
        @Nullable String subscriptionId,
        @Nullable AzureCloud cloud,
        @Nullable String projectId) {

    static StoredSettings aws(@Nullable RoleArn role, List<String> regions) {
        return role == null
                ? new StoredSettings(null, null, regions, null, null, null, null)
                : new StoredSettings(role.accountId(), role.partition(), regions, null, null, null, null);
    }

    static StoredSettings azure(String directoryId, String subscriptionId, AzureCloud cloud) {
        return new StoredSettings(null, null, null, directoryId, subscriptionId, cloud, null);
    }

    static StoredSettings gcp(String projectId) {
        return new StoredSettings(null, null, null, null, null, null, projectId);
    }
}

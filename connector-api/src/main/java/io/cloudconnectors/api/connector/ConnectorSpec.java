package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudconnectors.api.provider.AwsSpec;
import io.cloudconnectors.api.provider.AzureSpec;
import io.cloudconnectors.api.provider.GcpSpec;
import io.cloudconnectors.api.provider.ProviderSpec;
import io.cloudconnectors.contracts.Provider;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that a client decides about a connector, valid and with its defaults; its secret is not here. Of {@code aws}, {@code
 * azure} and {@code gcp} the one named after the provider is there.
 *
 * @param name unique in the tenant, upper and lower case alike
 * @param runFrequencyMinutes start to start
 * @param requestsPerSecond what its account is asked at most; absent: the platform's own limit
 */
public record ConnectorSpec(
        String name,
        String description,
        Provider provider,
        int runFrequencyMinutes,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer requestsPerSecond,
        boolean enabled,
        Map<String, String> labels,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AwsSpec aws,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AzureSpec azure,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable GcpSpec gcp) {

    public ConnectorSpec {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    ConnectorSpec(
            String name,
            String description,
            int runFrequencyMinutes,
            @Nullable Integer requestsPerSecond,
            boolean enabled,
            Map<String, String> labels,
            ProviderSpec account) {
        this(
                name,
                description,
                account.provider(),
                runFrequencyMinutes,
                requestsPerSecond,
                enabled,
                labels,
                account instanceof AwsSpec aws ? aws : null,
                account instanceof AzureSpec azure ? azure : null,
                account instanceof GcpSpec gcp ? gcp : null);
    }

    /** The same, switched on or off. */
    ConnectorSpec withEnabled(boolean on) {
        return new ConnectorSpec(name, description, runFrequencyMinutes, requestsPerSecond, on, labels, account());
    }

    /** The member that is named after the provider. */
    @JsonIgnore
    ProviderSpec account() {
        return Objects.requireNonNull(
                switch (provider) {
                    case AWS -> aws;
                    case AZURE -> azure;
                    case GCP -> gcp;
                });
    }

    /** The same with another account member. */
    ConnectorSpec with(ProviderSpec account) {
        return new ConnectorSpec(name, description, runFrequencyMinutes, requestsPerSecond, enabled, labels, account);
    }

    /** The account, subscription or project, once it is known. */
    @Nullable
    String accountId() {
        return account().account();
    }

    /** Whether everything is there that a run needs. */
    boolean complete() {
        return account().complete();
    }

    /** Whether the schedule may run it. */
    boolean runnable() {
        return enabled && complete();
    }
}

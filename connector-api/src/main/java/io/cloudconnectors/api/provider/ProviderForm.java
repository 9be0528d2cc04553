package io.cloudconnectors.api.provider;

import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.contracts.Provider;
import java.util.List;
import java.util.Locale;

/** Reads the member of a connector that is named after its provider. */
public final class ProviderForm {
    private ProviderForm() {}

    /** The name of the member: {@code aws}, {@code azure} or {@code gcp}. */
    public static String member(Provider provider) {
        return provider.name().toLowerCase(Locale.ROOT);
    }

    /** The members that a patch may name. */
    public static List<String> writable(Provider provider) {
        return switch (provider) {
            case AWS -> List.of("roleArn", "regions");
            case AZURE ->
                List.of("directoryId", "applicationId", "subscriptionId", "cloud", "authenticationKeyExpiresAt");
            case GCP -> List.of("projectId");
        };
    }

    /**
     * Reads the member; what is not valid is noted and stands as an empty text in the result.
     *
     * @param known the service account that stays when a Google Cloud body brings no key
     */
    public static ProviderSpec.Read read(
            Provider provider, Form form, ProviderSpec.SecretRule rule, String known, Violations violations) {
        return switch (provider) {
            case AWS -> {
                AwsSpec aws = AwsSpec.read(form, violations);
                yield new ProviderSpec.Read(aws, new ProviderSecret.AwsRole(aws.roleArn()));
            }
            case AZURE -> AzureSpec.read(form, rule);
            case GCP -> GcpSpec.read(form, rule, known);
        };
    }
}

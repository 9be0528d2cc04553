package io.cloudconnectors.api.provider;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.api.body.Member;
import io.cloudconnectors.api.body.Shape;
import io.cloudconnectors.api.body.Values;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.contracts.Provider;
import java.util.List;
import java.util.Locale;

/** The member of a connector that is named after its provider. */
public final class ProviderForm {
    private ProviderForm() {}

    /** The name of the member: {@code aws}, {@code azure} or {@code gcp}. */
    public static String member(Provider provider) {
        return provider.name().toLowerCase(Locale.ROOT);
    }

    /** What people call the provider. */
    public static String displayName(Provider provider) {
        return switch (provider) {
            case AWS -> "Amazon Web Services";
            case AZURE -> "Microsoft Azure";
            case GCP -> "Google Cloud";
        };
    }

    /** What the provider calls that of which a connector is one. */
    public static String accountName(Provider provider) {
        return switch (provider) {
            case AWS -> "account";
            case AZURE -> "subscription";
            case GCP -> "project";
        };
    }

    /** The fields of the member, with its secrets or with a word on where to send them. */
    public static Shape shape(Provider provider, ProviderSpec.SecretRule rule) {
        Shape whole = switch (provider) {
            case AWS -> AwsSpec.SHAPE;
            case AZURE -> AzureSpec.SHAPE;
            case GCP -> GcpSpec.SHAPE;
        };
        return switch (rule) {
            case REQUIRED -> whole;
            case REFUSED -> whole.withoutSecrets(AzureSpec.SEND_TO_CREDENTIAL);
        };
    }

    /** The members that a patch may name. */
    public static List<String> writable(Provider provider) {
        return List.copyOf(shape(provider, ProviderSpec.SecretRule.REFUSED).names());
    }

    /** The fields that a new credential cannot do without: its secrets, or the role of AWS, which is the credential. */
    public static List<String> renewed(Provider provider) {
        return shape(provider, ProviderSpec.SecretRule.REQUIRED).members().stream()
                .filter(member -> provider == Provider.AWS ? member.ofCredential() : member.secret())
                .map(Member::name)
                .toList();
    }

    /** Whether a document brings the secret of its provider; an AWS role is none. */
    public static boolean bringsSecret(Provider provider, JsonNode document) {
        JsonNode member = document.path(member(provider));
        return shape(provider, ProviderSpec.SecretRule.REQUIRED).members().stream()
                .filter(Member::secret)
                .anyMatch(secret -> member.hasNonNull(secret.name()));
    }

    /**
     * The member as it was read; what is not valid has been noted and stands as an empty text in the result.
     *
     * @param values what {@link #shape} read
     * @param known the service account that stays when a Google Cloud body brings no key
     */
    public static ProviderSpec.Read read(
            Provider provider, Values values, ProviderSpec.SecretRule rule, String known, Violations violations) {
        return switch (provider) {
            case AWS -> {
                AwsSpec aws = AwsSpec.of(values, violations);
                yield new ProviderSpec.Read(aws, new ProviderSecret.AwsRole(aws.roleArn()));
            }
            case AZURE -> AzureSpec.of(values, rule);
            case GCP -> GcpSpec.of(values, rule, known);
        };
    }
}

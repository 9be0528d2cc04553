package io.cloudconnectors.api.setup;

import io.cloudconnectors.api.page.QueryParameters;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.AwsAccess;
import io.cloudconnectors.api.provider.AwsPartition;
import io.cloudconnectors.contracts.Provider;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for. A parameter that means nothing for the provider is refused: nobody shall believe that it did something.
 *
 * @param partition AWS: of a role that is not there yet
 * @param roleName AWS: how the role is to be called
 * @param access AWS: how much it may read
 * @param includeKeyListing Azure: whether the custom role may list keys
 */
record SetupQuery(
        SetupFormat format,
        @Nullable AwsPartition partition,
        @Nullable String roleName,
        @Nullable AwsAccess access,
        @Nullable Boolean includeKeyListing) {

    static final String FORMAT = "format";
    static final String PARTITION = "partition";
    static final String ROLE_NAME = "roleName";
    static final String ACCESS = "access";
    static final String INCLUDE_KEY_LISTING = "includeKeyListing";

    /** IAM, CreateRole, RoleName. */
    private static final Pattern ROLE_NAME_FORM = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

    /** @throws ProblemException INVALID_PARAMETER */
    static SetupQuery of(UriInfo uri) {
        QueryParameters query =
                QueryParameters.only(uri, Set.of(FORMAT, PARTITION, ROLE_NAME, ACCESS, INCLUDE_KEY_LISTING));
        return new SetupQuery(
                format(query.text(FORMAT)),
                partition(query.text(PARTITION)),
                roleName(query.text(ROLE_NAME)),
                access(query.text(ACCESS)),
                includeKeyListing(query.text(INCLUDE_KEY_LISTING)));
    }

    /** @throws ProblemException INVALID_PARAMETER for what the provider does not have */
    void requireFitFor(Provider provider) {
        if (!format.fits(provider)) {
            throw invalid(
                    FORMAT,
                    FieldErrorCode.OTHER_PROVIDER,
                    "A connector of " + provider + " has no " + format.parameter() + "; it has "
                            + SetupFormat.namesFor(provider) + ".");
        }
        require(PARTITION, partition, Provider.AWS, provider);
        require(ROLE_NAME, roleName, Provider.AWS, provider);
        require(ACCESS, access, Provider.AWS, provider);
        require(INCLUDE_KEY_LISTING, includeKeyListing, Provider.AZURE, provider);
    }

    private static void require(String name, @Nullable Object value, Provider owner, Provider provider) {
        if (value != null && owner != provider) {
            throw invalid(
                    name,
                    FieldErrorCode.OTHER_PROVIDER,
                    "It is for connectors of " + owner + "; leave it out for one of " + provider + ".");
        }
    }

    private static SetupFormat format(@Nullable String text) {
        return text == null
                ? SetupFormat.JSON
                : SetupFormat.of(text)
                        .orElseThrow(() -> oneOf(
                                FORMAT,
                                Arrays.stream(SetupFormat.values())
                                        .map(SetupFormat::parameter)
                                        .collect(Collectors.joining(", "))));
    }

    private static @Nullable AwsPartition partition(@Nullable String text) {
        return text == null
                ? null
                : AwsPartition.of(text)
                        .orElseThrow(() -> oneOf(
                                PARTITION,
                                Arrays.stream(AwsPartition.values())
                                        .map(AwsPartition::id)
                                        .collect(Collectors.joining(", "))));
    }

    private static @Nullable String roleName(@Nullable String text) {
        if (text != null && !ROLE_NAME_FORM.matcher(text).matches()) {
            throw invalid(
                    ROLE_NAME,
                    FieldErrorCode.FORMAT,
                    "Write a name that IAM takes: 1 to 64 letters, digits and _+=,.@-, without a path.");
        }
        return text;
    }

    private static @Nullable AwsAccess access(@Nullable String text) {
        return switch (text) {
            case null -> null;
            case "security-audit" -> AwsAccess.SECURITY_AUDIT;
            case "minimal" -> AwsAccess.MINIMAL;
            default -> throw oneOf(ACCESS, "security-audit, minimal");
        };
    }

    private static @Nullable Boolean includeKeyListing(@Nullable String text) {
        return switch (text) {
            case null -> null;
            case "true" -> true;
            case "false" -> false;
            default -> throw oneOf(INCLUDE_KEY_LISTING, "true, false");
        };
    }

    private static ProblemException oneOf(String name, String values) {
        return invalid(name, FieldErrorCode.FORMAT, "Write one of " + values + ".");
    }

    private static ProblemException invalid(String name, FieldErrorCode code, String detail) {
        return ProblemException.parameter(name, code, detail);
    }
}

package io.cloudconnectors.api.provider;

import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.contracts.Provider;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code aws} of a connector, as clients write it.
 *
 * @param roleArn absent until the customer has made the role; it cannot be removed again
 * @param regions empty means every region that the account has enabled
 */
@Schema(name = "AwsFields", description = "What an AWS connector needs.", additionalProperties = Schema.False.class)
public record AwsSpec(
        @Schema(
                description =
                        "The role that the platform assumes. May be left out at first: the External ID that its trust "
                                + "policy needs is in the answer.",
                examples = "arn:aws:iam::123456789012:role/CloudConnector",
                minLength = 20,
                maxLength = 2048,
                pattern =
                        "^arn:(aws|aws-us-gov|aws-cn):iam::[0-9]{12}:role/([\\x21-\\x7E]+/)?[A-Za-z0-9_+=,.@-]{1,64}$")
        @Nullable
        String roleArn,

        @Schema(
                description = "The regions to read; all that the account has enabled when empty.",
                examples = "[\"eu-central-1\"]",
                type = SchemaType.ARRAY,
                maxItems = AwsRegions.MOST,
                uniqueItems = true,
                defaultValue = "[]")
        List<String> regions)
        implements ProviderSpec {

    private static final String READ_ONLY = "The service sets this field; remove it.";

    private static final Map<String, Form.Refusal> READ_ONLY_FIELDS = Map.of(
            "accountId", new Form.Refusal(FieldErrorCode.READ_ONLY, "It follows from the role ARN; remove it."),
            "externalId", new Form.Refusal(FieldErrorCode.READ_ONLY, READ_ONLY),
            "platformAccountId", new Form.Refusal(FieldErrorCode.READ_ONLY, READ_ONLY));

    public AwsSpec {
        regions = List.copyOf(regions);
    }

    /** What a connector has when nothing is said. */
    public static AwsSpec empty() {
        return new AwsSpec(null, List.of());
    }

    /** Reads the member; whatever is wrong goes to the form's violations. */
    public static AwsSpec read(Form form, Violations violations) {
        String roleArn = form.field("roleArn").text(RoleArn.RULE);
        List<String> regions = form.field("regions").texts(AwsRegions.MOST, AwsRegions.RULE);
        form.refuseOthers(READ_ONLY_FIELDS);
        if (roleArn != null && regions != null) {
            requireSamePartition(RoleArn.parse(roleArn), regions, violations);
        }
        return new AwsSpec(roleArn, regions == null ? List.of() : regions);
    }

    /** The role's parts, once there is one. */
    public @Nullable RoleArn role() {
        return roleArn == null ? null : RoleArn.parse(roleArn);
    }

    @Override
    public Provider provider() {
        return Provider.AWS;
    }

    @Override
    public @Nullable String account() {
        RoleArn role = role();
        return role == null ? null : role.accountId();
    }

    @Override
    public boolean complete() {
        return roleArn != null;
    }

    @Override
    public StoredSettings settings() {
        return StoredSettings.aws(role(), regions);
    }

    @Override
    public @Nullable String leavesAccountOf(ProviderSpec before) {
        return before.account() == null || Objects.equals(before.account(), account()) ? null : "roleArn";
    }

    private static void requireSamePartition(RoleArn role, List<String> regions, Violations violations) {
        for (int i = 0; i < regions.size(); i++) {
            if (!AwsRegions.partitionOf(regions.get(i)).equals(role.partition())) {
                violations.add(
                        "#/aws/regions/" + i,
                        FieldErrorCode.WRONG_PARTITION,
                        "Write a region of the partition " + role.partition() + ", where the role is.");
            }
        }
    }
}

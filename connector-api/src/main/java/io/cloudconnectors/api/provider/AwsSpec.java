package io.cloudconnectors.api.provider;

import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.Member;
import io.cloudconnectors.api.body.Shape;
import io.cloudconnectors.api.body.TextListRule;
import io.cloudconnectors.api.body.Values;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.contracts.Provider;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code aws} of a connector, as clients write it.
 *
 * @param roleArn absent until the customer has made the role; it cannot be removed again
 * @param regions empty means every region that the account has enabled
 */
public record AwsSpec(@Nullable String roleArn, List<String> regions) implements ProviderSpec {
    private static final String READ_ONLY = "The service sets this field; remove it.";

    private static final Map<String, Form.Refusal> READ_ONLY_FIELDS = Map.of(
            "accountId", new Form.Refusal(FieldErrorCode.READ_ONLY, "It follows from the role ARN; remove it."),
            "externalId", new Form.Refusal(FieldErrorCode.READ_ONLY, READ_ONLY),
            "platformAccountId", new Form.Refusal(FieldErrorCode.READ_ONLY, READ_ONLY));

    private static final Member<String> ROLE_ARN = Member.of(
                    "roleArn",
                    RoleArn.RULE,
                    "Role ARN",
                    "The role that the platform assumes. It may be left out at first and added later: the External ID that"
                            + " its trust policy needs is in the answer.")
            .placeholder("arn:aws:iam::123456789012:role/CloudConnector")
            .credential();

    private static final Member<List<String>> REGIONS = Member.of(
                    "regions",
                    new TextListRule(AwsRegions.MOST, AwsRegions.RULE),
                    "Regions",
                    "The regions to read, all in the partition of the role; every region that the account has enabled when"
                            + " left out.")
            .placeholder("eu-central-1")
            .otherwise(List.of());

    static final Shape SHAPE = Shape.of(ROLE_ARN, REGIONS).refusing(READ_ONLY_FIELDS);

    public AwsSpec {
        regions = List.copyOf(regions);
    }

    /** What a connector has when nothing is said. */
    public static AwsSpec empty() {
        return new AwsSpec(null, List.of());
    }

    /** The member as it was read; a region that is not in the role's partition is noted. */
    static AwsSpec of(Values values, Violations violations) {
        String roleArn = values.find(ROLE_ARN);
        List<String> regions = values.get(REGIONS);
        if (roleArn != null) {
            requireSamePartition(RoleArn.parse(roleArn), regions, violations);
        }
        return new AwsSpec(roleArn, regions);
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

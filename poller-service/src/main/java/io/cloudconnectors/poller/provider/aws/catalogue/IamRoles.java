package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * Roles with their trust policies. The list leaves tags out (AWS IAM API Reference, ListRoles); when a role was last used
 * changes without any change of the role.
 */
final class IamRoles extends CatalogueEntry {
    private static final String TRUST_POLICY = "AssumeRolePolicyDocument";

    IamRoles() {
        super("AWS::IAM::Role", AwsService.IAM, AwsPermission.IAM_LIST_ROLES, AwsPermission.IAM_LIST_ROLE_TAGS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListRolesResponse answer = calls.client(AwsApi.IAM)
                .listRoles(r -> r.maxItems(PAGE).marker(token).overrideConfiguration(calls.session()));
        return page(answer.roles(), role -> role(role, calls), answer.marker());
    }

    private Resource role(Role role, AwsCalls calls) {
        Map<String, Object> listed = Details.of(role, Set.of("Tags", "RoleLastUsed", TRUST_POLICY));
        if (role.assumeRolePolicyDocument() != null) {
            listed.put(Details.camelCase(TRUST_POLICY), Policies.decoded(role.assumeRolePolicyDocument()));
        }
        Detail detail =
                Detail.of(calls, listed).tagged(AwsPermission.IAM_LIST_ROLE_TAGS, () -> tags(role.roleName(), calls));
        return resource(role.arn(), role.roleName(), SliceKey.GLOBAL, detail);
    }

    /** At most 50, which are one page. */
    private static Map<String, String> tags(String name, AwsCalls calls) {
        return Tags.of(
                calls.client(AwsApi.IAM)
                        .listRoleTags(r -> r.roleName(name).overrideConfiguration(calls.session()))
                        .tags(),
                Tag::key,
                Tag::value);
    }
}

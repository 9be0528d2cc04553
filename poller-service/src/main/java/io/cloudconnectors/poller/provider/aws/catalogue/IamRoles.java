package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** Roles with their trust policies. The list leaves tags and last use out (AWS IAM API Reference, ListRoles). */
final class IamRoles implements AwsResourceType {
    private static final String TYPE = "AWS::IAM::Role";
    private static final String TRUST_POLICY = "AssumeRolePolicyDocument";
    private static final int PAGE = 500;

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public AwsService service() {
        return AwsService.IAM;
    }

    @Override
    public AwsPermission permission() {
        return AwsPermission.IAM_LIST_ROLES;
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListRolesResponse answer =
                calls.iam().listRoles(r -> r.maxItems(PAGE).marker(token).overrideConfiguration(calls.session()));
        return new Page(answer.roles().stream().map(IamRoles::map).toList(), answer.marker());
    }

    static Resource map(Role answer) {
        Map<String, Object> detail = Details.of(answer, Set.of("Tags", "RoleLastUsed", TRUST_POLICY));
        if (answer.assumeRolePolicyDocument() != null) {
            // It comes URL-encoded (RFC 3986), where a plus is a plus.
            detail.put(
                    Details.camelCase(TRUST_POLICY),
                    URLDecoder.decode(answer.assumeRolePolicyDocument().replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return new Resource(
                TYPE,
                answer.arn(),
                answer.roleName(),
                SliceKey.GLOBAL,
                Tags.of(answer.tags(), Tag::key, Tag::value),
                detail);
    }
}

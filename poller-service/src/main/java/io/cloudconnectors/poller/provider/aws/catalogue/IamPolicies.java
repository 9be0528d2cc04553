package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListPoliciesResponse;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * The policies that the account manages itself, with the document that counts. By how many identities one is used is left out:
 * that is told of the identities.
 */
final class IamPolicies extends CatalogueEntry {
    private static final Set<String> UNTOLD = Set.of("Tags", "AttachmentCount", "PermissionsBoundaryUsageCount");

    IamPolicies() {
        super(
                "AWS::IAM::ManagedPolicy",
                AwsService.IAM,
                AwsPermission.IAM_LIST_POLICIES,
                AwsPermission.IAM_GET_POLICY_VERSION,
                AwsPermission.IAM_LIST_POLICY_TAGS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListPoliciesResponse answer = calls.client(AwsApi.IAM)
                .listPolicies(r -> r.scope(PolicyScopeType.LOCAL)
                        .maxItems(PAGE)
                        .marker(token)
                        .overrideConfiguration(calls.session()));
        return page(answer.policies(), policy -> policy(policy, calls), answer.marker());
    }

    private Resource policy(Policy policy, AwsCalls calls) {
        IamClient iam = calls.client(AwsApi.IAM);
        Detail detail = Detail.of(calls, Details.of(policy, UNTOLD))
                .with(
                        "document",
                        AwsPermission.IAM_GET_POLICY_VERSION,
                        () -> Policies.decoded(iam.getPolicyVersion(r -> r.policyArn(policy.arn())
                                        .versionId(policy.defaultVersionId())
                                        .overrideConfiguration(calls.session()))
                                .policyVersion()
                                .document()))
                .tagged(AwsPermission.IAM_LIST_POLICY_TAGS, () -> tags(iam, policy.arn(), calls));
        return resource(policy.arn(), policy.policyName(), SliceKey.GLOBAL, detail);
    }

    /** At most 50, which are one page. */
    private static Map<String, String> tags(IamClient iam, String arn, AwsCalls calls) {
        return Tags.of(
                iam.listPolicyTags(r -> r.policyArn(arn).overrideConfiguration(calls.session()))
                        .tags(),
                Tag::key,
                Tag::value);
    }
}

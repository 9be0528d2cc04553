package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.SliceKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;

/** Groups of users; IAM has no tags for them. */
final class IamGroups extends CatalogueEntry {
    private static final int IAM_PAGE = 500;

    IamGroups() {
        super("AWS::IAM::Group", AwsService.IAM, AwsPermission.IAM_LIST_GROUPS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListGroupsResponse answer = calls.client(AwsApi.IAM)
                .listGroups(r -> r.maxItems(IAM_PAGE).marker(token).overrideConfiguration(calls.session()));
        return page(
                answer.groups(),
                each -> resource(each.arn(), each.groupName(), SliceKey.GLOBAL, Map.of(), Details.of(each)),
                answer.marker());
    }
}

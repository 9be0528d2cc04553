package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/**
 * Users, with their MFA devices and access keys. The list leaves tags out (AWS IAM API Reference, ListUsers). The time of the
 * last sign-in is left out here, and so is that of a key's last use: both change without any change of the account. A key's age
 * is when it was made; of a key nothing but its id is ever told by AWS.
 */
final class IamUsers extends CatalogueEntry {
    IamUsers() {
        super(
                "AWS::IAM::User",
                AwsService.IAM,
                AwsPermission.IAM_LIST_USERS,
                AwsPermission.IAM_LIST_USER_TAGS,
                AwsPermission.IAM_LIST_MFA_DEVICES,
                AwsPermission.IAM_LIST_ACCESS_KEYS);
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListUsersResponse answer = calls.client(AwsApi.IAM)
                .listUsers(r -> r.maxItems(PAGE).marker(token).overrideConfiguration(calls.session()));
        return page(answer.users(), user -> user(user, calls), answer.marker());
    }

    private Resource user(User user, AwsCalls calls) {
        IamClient iam = calls.client(AwsApi.IAM);
        String name = user.userName();
        Detail detail = Detail.of(calls, Details.of(user, Set.of("Tags", "PasswordLastUsed")))
                .with(
                        "mfaDevices",
                        AwsPermission.IAM_LIST_MFA_DEVICES,
                        () -> Details.each(
                                iam.listMFADevices(r -> r.userName(name).overrideConfiguration(calls.session()))
                                        .mfaDevices(),
                                "UserName"))
                .with(
                        "accessKeys",
                        AwsPermission.IAM_LIST_ACCESS_KEYS,
                        () -> Details.each(
                                iam.listAccessKeys(r -> r.userName(name).overrideConfiguration(calls.session()))
                                        .accessKeyMetadata(),
                                "UserName"))
                .tagged(AwsPermission.IAM_LIST_USER_TAGS, () -> tags(iam, name, calls));
        return resource(user.arn(), name, SliceKey.GLOBAL, detail);
    }

    /** At most 50, which are one page. */
    private static Map<String, String> tags(IamClient iam, String name, AwsCalls calls) {
        return Tags.of(
                iam.listUserTags(r -> r.userName(name).overrideConfiguration(calls.session()))
                        .tags(),
                Tag::key,
                Tag::value);
    }
}

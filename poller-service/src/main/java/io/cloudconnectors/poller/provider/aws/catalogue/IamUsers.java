package io.cloudconnectors.poller.provider.aws.catalogue;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/**
 * Users. The list leaves their tags out (AWS IAM API Reference, ListUsers); the time of the last sign-in is left out here,
 * since it changes without any change of the account.
 */
final class IamUsers implements AwsResourceType {
    private static final String TYPE = "AWS::IAM::User";
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
        return AwsPermission.IAM_LIST_USERS;
    }

    @Override
    public Page page(AwsCalls calls, @Nullable String token) {
        ListUsersResponse answer =
                calls.iam().listUsers(r -> r.maxItems(PAGE).marker(token).overrideConfiguration(calls.session()));
        return new Page(answer.users().stream().map(IamUsers::map).toList(), answer.marker());
    }

    static Resource map(User answer) {
        return new Resource(
                TYPE,
                answer.arn(),
                answer.userName(),
                SliceKey.GLOBAL,
                Tags.of(answer.tags(), Tag::key, Tag::value),
                Details.of(answer, Set.of("Tags", "PasswordLastUsed")));
    }
}

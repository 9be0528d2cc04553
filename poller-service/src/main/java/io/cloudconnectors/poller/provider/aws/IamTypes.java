package io.cloudconnectors.poller.provider.aws;

import static java.util.stream.Collectors.toMap;

import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.Resource;
import io.cloudconnectors.poller.provider.ResourceSink;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** What IAM lists; native ids are ARNs, since a name may come again under another path. */
enum IamTypes implements AwsResourceType {
    USER("AWS::IAM::User", "iam:ListUsers") {
        @Override
        public void list(Where where, ResourceSink sink) {
            where.clients()
                    .iam(where.region())
                    .listUsersPaginator(r -> r.maxItems(PAGE).overrideConfiguration(where.asCustomer()))
                    .users()
                    .forEach(user -> sink.accept(map(user)));
        }
    },
    ROLE("AWS::IAM::Role", "iam:ListRoles") {
        @Override
        public void list(Where where, ResourceSink sink) {
            where.clients()
                    .iam(where.region())
                    .listRolesPaginator(r -> r.maxItems(PAGE).overrideConfiguration(where.asCustomer()))
                    .roles()
                    .forEach(role -> sink.accept(map(role)));
        }
    };

    private static final int PAGE = 1000;

    private final String type;
    private final String permission;

    IamTypes(String type, String permission) {
        this.type = type;
        this.permission = permission;
    }

    /** Without PasswordLastUsed, which changes with each sign-in and says nothing about the account's set-up. */
    static Resource map(User user) {
        return resource(USER, user.arn(), user.userName(), user.tags(), user);
    }

    static Resource map(Role role) {
        return resource(ROLE, role.arn(), role.roleName(), role.tags(), role);
    }

    private static Resource resource(IamTypes type, String arn, String name, List<Tag> tags, SdkPojo described) {
        Map<String, String> byKey = tags.stream().collect(toMap(Tag::key, Tag::value, (first, again) -> again));
        return new Resource(
                type.type(),
                arn,
                name,
                SliceKey.GLOBAL,
                byKey,
                Details.of(described, Set.of("Tags", "PasswordLastUsed", "RoleLastUsed")));
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String service() {
        return "iam";
    }

    @Override
    public Scope scope() {
        return Scope.GLOBAL;
    }

    @Override
    public String permission() {
        return permission;
    }
}

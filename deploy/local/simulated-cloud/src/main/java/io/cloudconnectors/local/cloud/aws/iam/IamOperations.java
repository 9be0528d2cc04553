package io.cloudconnectors.local.cloud.aws.iam;

import io.cloudconnectors.local.cloud.aws.account.AccountRegistry;
import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.account.IamRole;
import io.cloudconnectors.local.cloud.aws.account.IamUser;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation.Access.Permission;
import io.cloudconnectors.local.cloud.aws.operation.OperationCall;
import io.cloudconnectors.local.cloud.aws.operation.Pages;
import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import io.cloudconnectors.local.cloud.aws.wire.Params;
import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import io.cloudconnectors.local.cloud.aws.wire.Xml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The operations of IAM: lists for the inventory, and the changes of {@link RoleChanges}. */
public final class IamOperations {
    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    private IamOperations() {}

    public static List<AwsOperation> all(AccountRegistry accounts) {
        List<AwsOperation> operations = new ArrayList<>(List.of(
                new AwsOperation(
                        AwsService.IAM,
                        "ListUsers",
                        new Permission("iam:ListUsers", call -> arnOf(call, "user/")),
                        Set.of("Marker", "MaxItems", "PathPrefix"),
                        source("ListUsers") + "; tags are left out, as its description says",
                        IamOperations::listUsers),
                new AwsOperation(
                        AwsService.IAM,
                        "ListRoles",
                        new Permission("iam:ListRoles", call -> arnOf(call, "role/")),
                        Set.of("Marker", "MaxItems", "PathPrefix"),
                        source("ListRoles") + "; tags and last use are left out, as its description says",
                        IamOperations::listRoles),
                new AwsOperation(
                        AwsService.IAM,
                        "ListUserTags",
                        new Permission("iam:ListUserTags", call -> arnOf(call, "user/")),
                        Set.of("UserName", "Marker", "MaxItems"),
                        source("ListUserTags"),
                        (call, xml) -> tags(userTags(call), call, xml)),
                new AwsOperation(
                        AwsService.IAM,
                        "ListRoleTags",
                        new Permission("iam:ListRoleTags", call -> arnOf(call, "role/")),
                        Set.of("RoleName", "Marker", "MaxItems"),
                        source("ListRoleTags"),
                        (call, xml) -> tags(roleTags(call), call, xml))));
        operations.addAll(new RoleChanges(accounts).operations());
        return operations;
    }

    static String source(String operation) {
        return AwsService.IAM.model() + ", " + operation + "; AWS IAM API Reference, " + operation + ", example";
    }

    static String arnOf(OperationCall call, String resource) {
        return "arn:" + call.account().partition().id() + ":iam::"
                + call.account().id() + ":" + resource;
    }

    private static void listUsers(OperationCall call, Xml xml) {
        AwsAccount account = call.account();
        Stream<IamUser> users = account.resources().users().stream()
                .filter(user -> user.path().startsWith(pathPrefix(call)))
                .sorted(Comparator.comparing(IamUser::name));
        list(
                "Users",
                users,
                call,
                xml,
                user -> xml.text("Path", user.path())
                        .text("UserName", user.name())
                        .text("UserId", user.id())
                        .text("Arn", user.arn(account))
                        .seconds("CreateDate", user.createdAt())
                        .seconds("PasswordLastUsed", user.passwordLastUsedAt()));
    }

    private static void listRoles(OperationCall call, Xml xml) {
        AwsAccount account = call.account();
        Stream<IamRole> roles = account.roles().stream()
                .filter(role -> role.path().startsWith(pathPrefix(call)))
                .sorted(Comparator.comparing(IamRole::name));
        list("Roles", roles, call, xml, role -> RoleShape.write(xml, role, account));
    }

    private static Map<String, String> userTags(OperationCall call) {
        String name = call.params().required("UserName");
        return call.account().resources().users().stream()
                .filter(user -> user.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ServiceError.IAM_NO_SUCH_ENTITY.about("user with name " + name))
                .tags();
    }

    private static Map<String, String> roleTags(OperationCall call) {
        String name = call.params().required("RoleName");
        return call.account()
                .role(name)
                .orElseThrow(() -> ServiceError.IAM_NO_SUCH_ENTITY.about("role with name " + name))
                .tags();
    }

    private static void tags(Map<String, String> tags, OperationCall call, Xml xml) {
        list(
                "Tags",
                tags.entrySet().stream(),
                call,
                xml,
                tag -> xml.text("Key", tag.getKey()).text("Value", tag.getValue()));
    }

    private static <T> void list(String element, Stream<T> all, OperationCall call, Xml xml, Consumer<T> write) {
        Params params = call.params();
        int size = params.integer("MaxItems").orElse(USUAL_PAGE);
        if (size < 1 || size > LARGEST_PAGE) {
            throw AwsFailure.validation(
                    "1 validation error detected: Value '" + size + "' at 'maxItems' failed to satisfy"
                            + " constraint: Member must have value between 1 and " + LARGEST_PAGE);
        }
        Pages.Page<T> page = call.pages()
                .cut(all.toList(), params.get("Marker"), size, CommonError.INVALID_PAGING_TOKEN.in(AwsService.IAM));
        xml.list(element, "member", page.items(), write)
                .text("IsTruncated", page.next() != null)
                .text("Marker", page.next());
    }

    private static String pathPrefix(OperationCall call) {
        String prefix = call.params().get("PathPrefix");
        return prefix == null ? "/" : prefix;
    }
}

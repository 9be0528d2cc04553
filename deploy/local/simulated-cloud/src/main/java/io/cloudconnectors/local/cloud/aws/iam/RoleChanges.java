package io.cloudconnectors.local.cloud.aws.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.cloudconnectors.local.cloud.aws.account.AccountReader;
import io.cloudconnectors.local.cloud.aws.account.AccountRegistry;
import io.cloudconnectors.local.cloud.aws.account.IamRole;
import io.cloudconnectors.local.cloud.aws.account.Ids;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation.Access.Permission;
import io.cloudconnectors.local.cloud.aws.operation.OperationCall;
import io.cloudconnectors.local.cloud.aws.policy.MalformedPolicy;
import io.cloudconnectors.local.cloud.aws.policy.ManagedPolicy;
import io.cloudconnectors.local.cloud.aws.policy.PolicyDocument;
import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.Params;
import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import io.cloudconnectors.local.cloud.aws.wire.Xml;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** What a customer's administrator does with a role: make it, say who may assume it and what it may do, delete it. */
final class RoleChanges {
    private static final int USUAL_SESSION_SECONDS = 3600;

    private final AccountRegistry accounts;

    RoleChanges(AccountRegistry accounts) {
        this.accounts = accounts;
    }

    List<AwsOperation> operations() {
        return List.of(
                operation(
                        "CreateRole",
                        Set.of("AssumeRolePolicyDocument", "Description", "MaxSessionDuration", "Path", "Tags"),
                        this::create),
                operation("GetRole", Set.of(), RoleChanges::get),
                operation("DeleteRole", Set.of(), this::delete),
                change(
                        "UpdateAssumeRolePolicy",
                        Set.of("PolicyDocument"),
                        (role, params) ->
                                role.trusting(document(PolicyDocument.Kind.TRUST, params.required("PolicyDocument")))),
                change("PutRolePolicy", Set.of("PolicyName", "PolicyDocument"), RoleChanges::putPolicy),
                change("DeleteRolePolicy", Set.of("PolicyName"), RoleChanges::deletePolicy),
                change("AttachRolePolicy", Set.of("PolicyArn"), RoleChanges::attach),
                change("DetachRolePolicy", Set.of("PolicyArn"), RoleChanges::detach));
    }

    private static AwsOperation operation(String name, Set<String> parameters, AwsOperation.Handler handler) {
        Set<String> all = new HashSet<>(parameters);
        all.add("RoleName");
        return new AwsOperation(
                AwsService.IAM,
                name,
                new Permission(
                        "iam:" + name,
                        call -> IamOperations.arnOf(
                                call, "role/" + call.params().get("RoleName"))),
                all,
                IamOperations.source(name),
                handler);
    }

    /** An operation that replaces a role and answers nothing. */
    private AwsOperation change(String name, Set<String> parameters, BiFunction<IamRole, Params, IamRole> change) {
        return operation(
                name,
                parameters,
                (call, xml) -> accounts.change(call.account().id(), account -> {
                    String roleName = call.params().required("RoleName");
                    IamRole role = account.role(roleName).orElseThrow(() -> noRole(roleName));
                    return account.with(change.apply(role, call.params()));
                }));
    }

    private void create(OperationCall call, Xml xml) {
        Params params = call.params();
        String name = params.required("RoleName");
        String path = params.get("Path");
        IamRole role = new IamRole(
                name,
                path == null ? "/" : path,
                Ids.iam("AROA", call.account().id(), name, call.now().toString()),
                params.get("Description"),
                call.now(),
                params.integer("MaxSessionDuration").orElse(USUAL_SESSION_SECONDS),
                document(PolicyDocument.Kind.TRUST, params.required("AssumeRolePolicyDocument")),
                List.of(),
                new TreeMap<>(),
                tags(params));
        accounts.change(call.account().id(), account -> {
            if (account.role(name).isPresent()) {
                throw ServiceError.IAM_ENTITY_ALREADY_EXISTS.about(name);
            }
            return account.with(role);
        });
        xml.element("Role", () -> RoleShape.writeWhole(xml, role, call.account()));
    }

    private static void get(OperationCall call, Xml xml) {
        String name = call.params().required("RoleName");
        IamRole role = call.account().role(name).orElseThrow(() -> noRole(name));
        xml.element("Role", () -> RoleShape.writeWhole(xml, role, call.account()));
    }

    private void delete(OperationCall call, Xml xml) {
        String name = call.params().required("RoleName");
        accounts.change(call.account().id(), account -> {
            IamRole role = account.role(name).orElseThrow(() -> noRole(name));
            if (!role.managedPolicies().isEmpty() || !role.inlinePolicies().isEmpty()) {
                throw new AwsFailure(ServiceError.IAM_DELETE_CONFLICT.wire());
            }
            return account.without(name);
        });
    }

    private static IamRole putPolicy(IamRole role, Params params) {
        SortedMap<String, JsonNode> inline = new TreeMap<>(role.inlinePolicies());
        inline.put(
                params.required("PolicyName"),
                document(PolicyDocument.Kind.IDENTITY, params.required("PolicyDocument")));
        return role.permitting(role.managedPolicies(), inline);
    }

    private static IamRole deletePolicy(IamRole role, Params params) {
        SortedMap<String, JsonNode> inline = new TreeMap<>(role.inlinePolicies());
        String name = params.required("PolicyName");
        if (inline.remove(name) == null) {
            throw ServiceError.IAM_NO_SUCH_ENTITY.about("role policy with name " + name);
        }
        return role.permitting(role.managedPolicies(), inline);
    }

    private static IamRole attach(IamRole role, Params params) {
        String policy = managed(params);
        List<String> managed = new ArrayList<>(role.managedPolicies());
        if (!managed.contains(policy)) {
            managed.add(policy);
        }
        return role.permitting(managed, role.inlinePolicies());
    }

    private static IamRole detach(IamRole role, Params params) {
        String policy = managed(params);
        List<String> managed = new ArrayList<>(role.managedPolicies());
        if (!managed.remove(policy)) {
            throw ServiceError.IAM_NO_SUCH_ENTITY.about("policy " + policy + " on role " + role.name());
        }
        return role.permitting(managed, role.inlinePolicies());
    }

    private static String managed(Params params) {
        String arn = params.required("PolicyArn");
        return ManagedPolicy.named(arn.substring(arn.lastIndexOf('/') + 1))
                .filter(policy -> arn.matches("arn:aws(-cn|-us-gov)?:iam::aws:policy/.*"))
                .map(ManagedPolicy::policyName)
                .orElseThrow(() -> ServiceError.IAM_NO_SUCH_ENTITY.about("policy " + arn));
    }

    private static JsonNode document(PolicyDocument.Kind kind, String json) {
        try {
            PolicyDocument.parse(kind, json);
            return AccountReader.json().readTree(json);
        } catch (MalformedPolicy malformed) {
            throw ServiceError.IAM_MALFORMED_POLICY_DOCUMENT.about(String.valueOf(malformed.getMessage()));
        } catch (JsonProcessingException parsedAbove) {
            throw new IllegalStateException(parsedAbove);
        }
    }

    private static SortedMap<String, String> tags(Params params) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (int i = 1; params.get("Tags.member." + i + ".Key") != null; i++) {
            tags.put(
                    params.required("Tags.member." + i + ".Key"),
                    String.valueOf(params.get("Tags.member." + i + ".Value")));
        }
        return tags;
    }

    private static AwsFailure noRole(String name) {
        return ServiceError.IAM_NO_SUCH_ENTITY.about("role with name " + name);
    }
}

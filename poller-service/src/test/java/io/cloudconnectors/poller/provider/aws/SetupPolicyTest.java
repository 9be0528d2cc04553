package io.cloudconnectors.poller.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.PermissionNeed;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.ResultEvent.Gap;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.local.cloud.aws.policy.AccessRequest;
import io.cloudconnectors.local.cloud.aws.policy.Authorizer;
import io.cloudconnectors.local.cloud.aws.policy.Decision;
import io.cloudconnectors.local.cloud.aws.policy.ManagedPolicy;
import io.cloudconnectors.local.cloud.aws.policy.PolicyDocument;
import io.cloudconnectors.poller.provider.Golden;
import io.cloudconnectors.poller.provider.Look;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsCatalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The policy of the set-up, loaded into the simulated cloud: with it a run sees all, and each action that is taken out is
 * missed and told, and no other. Those that no run calls yet are put to the simulated cloud's evaluation alone.
 */
class SetupPolicyTest {
    private static final String STANDARD = "aws-policy";
    private static final String MINIMAL = "aws-policy-minimal";

    static List<String> called() {
        return actionsOf(Golden.setup(MINIMAL));
    }

    @Test
    void whatIsReadIsExactlyWhatTheListSays() {
        Set<AwsPermission> called = EnumSet.of(AwsPermission.EC2_DESCRIBE_REGIONS);
        AwsCatalogue.entries().forEach(entry -> {
            called.add(entry.permission());
            called.addAll(entry.detailPermissions());
        });

        assertThat(called)
                .containsExactlyInAnyOrderElementsOf(AwsPermission.of(PermissionNeed.MANDATORY, PermissionNeed.READ));
    }

    @ParameterizedTest
    @ValueSource(strings = {STANDARD, MINIMAL})
    void withThePolicyAloneEveryCallPasses(String policy) throws InterruptedException {
        try (CustomerAccount account =
                CustomerAccount.holding(Golden.setup(policy).toString())) {
            Look look = account.patient().look();

            assertThat(look.slices().values())
                    .isNotEmpty()
                    .allSatisfy(slice -> assertThat(slice).isEqualTo(new Slice.Seen(List.of())));
            assertThat(account.cloud().calls().matching(call -> call.error() != null))
                    .allSatisfy(call -> assertThat(call.error()).doesNotContain("Denied", "Unauthorized"));
        }
    }

    @ParameterizedTest
    @MethodSource("called")
    void withoutOneActionExactlyThatOneIsMissed(String action) throws InterruptedException {
        JsonNode less = without(Golden.setup(MINIMAL), action);

        try (CustomerAccount account = CustomerAccount.holding(less.toString())) {
            List<Reason> told = reasons(account.patient().lookAt(slice -> needs(slice, action)));

            assertThat(told).isNotEmpty().allSatisfy(reason -> {
                assertThat(reason.code()).isEqualTo(ReasonCode.PERMISSION_MISSING);
                assertThat(reason.subject()).isEqualTo(action);
            });
        }
    }

    @Test
    void eachActionIsGrantedOnce() {
        JsonNode policy = Golden.setup(STANDARD);

        assertThat(actionsOf(policy)).allSatisfy(action -> {
            String less = without(policy, action).toString();
            assertThat(denied(PolicyDocument.parse(PolicyDocument.Kind.IDENTITY, less), STANDARD))
                    .containsExactly(action);
        });
    }

    @Test
    void theListSaysWhatSecurityAuditHas() {
        List<String> lacking = denied(ManagedPolicy.SECURITY_AUDIT.document(), STANDARD);

        assertThat(lacking)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(AwsPermission.values())
                        .filter(permission -> !permission.inSecurityAudit())
                        .map(AwsPermission::action)
                        .toList());
    }

    /** Whether a slice is read with an action; without the list of regions nothing regional is. */
    private static boolean needs(SliceKey slice, String action) {
        return action.equals(AwsPermission.EC2_DESCRIBE_REGIONS.action())
                || AwsCatalogue.entries().stream()
                        .filter(entry -> Stream.concat(
                                        Stream.of(entry.permission()), entry.detailPermissions().stream())
                                .anyMatch(permission -> permission.action().equals(action)))
                        .anyMatch(entry -> entry.service().shortName().equals(slice.service()));
    }

    /** Which actions of a policy another document does not allow. */
    private static List<String> denied(PolicyDocument document, String policy) {
        return actionsOf(Golden.setup(policy)).stream()
                .filter(action -> switch (Authorizer.decide(List.of(), List.of(document), request(action))) {
                    case Decision.Allowed _ -> false;
                    case Decision.Denied _ -> true;
                })
                .toList();
    }

    private static AccessRequest request(String action) {
        String resource =
                action.equals(AwsPermission.API_GATEWAY_GET.action()) ? "arn:aws:apigateway:eu-central-1::/apis" : "*";
        return new AccessRequest(List.of(), action, resource, Map.of());
    }

    private static List<Reason> reasons(Look look) {
        List<Reason> reasons = new ArrayList<>();
        look.slices().values().forEach(slice -> {
            switch (slice) {
                case Slice.Seen(var gaps) -> gaps.stream().map(Gap::reason).forEach(reasons::add);
                case Slice.Blind(var reason) -> reasons.add(reason);
            }
        });
        return reasons;
    }

    private static List<String> actionsOf(JsonNode policy) {
        List<String> actions = new ArrayList<>();
        policy.path("Statement").forEach(statement -> statement.path("Action").forEach(a -> actions.add(a.asText())));
        return actions;
    }

    /** A statement that has lost its only action goes with it. */
    private static JsonNode without(JsonNode policy, String action) {
        ObjectNode less = policy.deepCopy();
        ArrayNode statements = less.putArray("Statement");
        for (JsonNode statement : policy.path("Statement")) {
            ObjectNode kept = statement.deepCopy();
            ArrayNode actions = kept.putArray("Action");
            statement.path("Action").forEach(each -> {
                if (!each.asText().equals(action)) {
                    actions.add(each);
                }
            });
            if (!actions.isEmpty()) {
                statements.add(kept);
            }
        }
        return less;
    }
}

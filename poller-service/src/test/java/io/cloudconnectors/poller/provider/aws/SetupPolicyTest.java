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
import io.cloudconnectors.local.cloud.aws.policy.AccessRequest;
import io.cloudconnectors.local.cloud.aws.policy.Authorizer;
import io.cloudconnectors.local.cloud.aws.policy.Decision;
import io.cloudconnectors.local.cloud.aws.policy.ManagedPolicy;
import io.cloudconnectors.local.cloud.aws.policy.PolicyDocument;
import io.cloudconnectors.poller.provider.Golden;
import io.cloudconnectors.poller.provider.Look;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsCatalogue;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsResourceType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The policy of the set-up, loaded into the simulated cloud: with it a run sees all, and each action that is taken out is
 * missed and told, and no other. Those that no run calls yet are put to the simulated cloud's evaluation alone.
 */
class SetupPolicyTest {
    private static final String STANDARD = "aws-policy";
    private static final String MINIMAL = "aws-policy-minimal";

    static Stream<Arguments> actions() {
        return Stream.of(STANDARD, MINIMAL)
                .flatMap(
                        policy -> actionsOf(Golden.setup(policy)).stream().map(action -> Arguments.of(policy, action)));
    }

    @Test
    void whatIsReadIsExactlyWhatTheListSays() {
        Set<AwsPermission> called = EnumSet.of(AwsPermission.EC2_DESCRIBE_REGIONS);
        AwsCatalogue.entries().stream().map(AwsResourceType::permission).forEach(called::add);

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
            assertThat(account.cloud().calls().matching(call -> true))
                    .isNotEmpty()
                    .allSatisfy(call -> assertThat(call.status()).isEqualTo(200));
        }
    }

    @ParameterizedTest
    @MethodSource("actions")
    void withoutOneActionExactlyThatOneIsMissed(String policy, String action) throws InterruptedException {
        JsonNode less = without(Golden.setup(policy), action);
        boolean called = AwsPermission.of(PermissionNeed.MANDATORY, PermissionNeed.READ).stream()
                .anyMatch(permission -> permission.action().equals(action));

        try (CustomerAccount account = CustomerAccount.holding(less.toString())) {
            List<Reason> told = reasons(account.patient().look());

            assertThat(told).allSatisfy(reason -> {
                assertThat(reason.code()).isEqualTo(ReasonCode.PERMISSION_MISSING);
                assertThat(reason.subject()).isEqualTo(action);
            });
            assertThat(told.isEmpty()).isEqualTo(!called);
        }
        assertThat(denied(PolicyDocument.parse(PolicyDocument.Kind.IDENTITY, less.toString()), policy))
                .containsExactly(action);
    }

    @Test
    void theListSaysWhatSecurityAuditHas() {
        List<String> lacking = denied(ManagedPolicy.SECURITY_AUDIT.document(), STANDARD);

        assertThat(lacking)
                .containsExactlyElementsOf(Arrays.stream(AwsPermission.values())
                        .filter(permission -> !permission.inSecurityAudit())
                        .map(AwsPermission::action)
                        .toList());
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
        String resource = action.equals(AwsPermission.API_GATEWAY_GET.action())
                ? "arn:aws:apigateway:eu-central-1::/restapis/a1"
                : "*";
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

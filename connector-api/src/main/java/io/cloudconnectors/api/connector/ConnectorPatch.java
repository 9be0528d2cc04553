package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudconnectors.api.body.MergePatch;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.api.problem.FieldError;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A change of a connector as JSON Merge Patch: the patch is applied to what the client may write, and the outcome is
 * read by the form of creation. So a member that is set to null gets the default that it has there.
 */
final class ConnectorPatch {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final List<String> WRITABLE_AWS = List.of("roleArn", "regions");

    private final ConnectorForm form;

    ConnectorPatch(ConnectorForm form) {
        this.form = form;
    }

    /**
     * What the patch makes of a connector.
     *
     * @throws ProblemException VALIDATION_FAILED, or ACCOUNT_CHANGE when the role is in another account
     */
    ConnectorSpec apply(ConnectorSpec current, JsonNode patch) {
        JsonNode merged = MergePatch.apply(JSON.valueToTree(current), patch);
        Violations violations = new Violations();
        if (merged instanceof ObjectNode document && patch instanceof ObjectNode changes) {
            keepProvider(current, document, violations);
            showUnknownNulls(changes, document, ConnectorForm.WRITABLE);
            if (changes.get("aws") instanceof ObjectNode awsChanges && document.get("aws") instanceof ObjectNode aws) {
                showUnknownNulls(awsChanges, aws, WRITABLE_AWS);
            }
        }
        ConnectorSpec changed = form.read(merged, violations);
        if (violations.errors().isEmpty() && current.complete() && !changed.complete()) {
            violations.add(
                    "#/aws/roleArn",
                    FieldErrorCode.REQUIRED,
                    "A role can be replaced by another one of its account, not removed; to stop runs set enabled to false.");
        }
        violations.refuseIfAny();
        refuseOtherAccount(current, changed);
        return changed;
    }

    private static void keepProvider(ConnectorSpec current, ObjectNode document, Violations violations) {
        JsonNode provider = document.get("provider");
        if (provider == null
                || !provider.isTextual()
                || !provider.textValue().equals(current.provider().name())) {
            violations.add("#/provider", FieldErrorCode.READ_ONLY, "A connector keeps its provider; remove the field.");
            document.put("provider", current.provider().name());
        }
    }

    /** A merge patch drops members that are set to null; those that nobody knows must be reported all the same. */
    private static void showUnknownNulls(ObjectNode changes, ObjectNode document, List<String> known) {
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            if (change.getValue().isNull() && !known.contains(change.getKey())) {
                document.putNull(change.getKey());
            }
        }
    }

    private static void refuseOtherAccount(ConnectorSpec current, ConnectorSpec changed) {
        if (current.accountId() == null || Objects.equals(current.accountId(), changed.accountId())) {
            return;
        }
        String detail =
                "Write a role of the account that the connector has, or create a connector for the other account.";
        throw new ProblemException(Problem.of(
                ProblemCode.ACCOUNT_CHANGE,
                detail,
                List.of(FieldError.at("#/aws/roleArn", FieldErrorCode.ACCOUNT_CHANGE, detail))));
    }
}

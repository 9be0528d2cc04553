package io.cloudconnectors.api.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.cloudconnectors.api.body.Form;
import io.cloudconnectors.api.body.MergePatch;
import io.cloudconnectors.api.body.Violations;
import io.cloudconnectors.api.problem.FieldError;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.Problem;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.AwsSpec;
import io.cloudconnectors.api.provider.AzureSpec;
import io.cloudconnectors.api.provider.CredentialParts;
import io.cloudconnectors.api.provider.GcpSpec;
import io.cloudconnectors.api.provider.ProviderForm;
import io.cloudconnectors.api.provider.ProviderSecret;
import io.cloudconnectors.api.provider.ProviderSpec;
import io.cloudconnectors.contracts.Provider;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A change of a connector as JSON Merge Patch: the patch is applied to what the client may write, and the outcome is
 * read by the form of creation. So a member that is set to null gets the default that it has there.
 */
final class ConnectorPatch {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private final ConnectorForm form;

    ConnectorPatch(ConnectorForm form) {
        this.form = form;
    }

    /**
     * What the patch makes of a connector.
     *
     * @throws ProblemException VALIDATION_FAILED, or ACCOUNT_CHANGE when the role is in another account
     */
    ConnectorChange apply(ConnectorSpec current, JsonNode patch) {
        JsonNode merged = MergePatch.apply(JSON.valueToTree(current), patch);
        Violations violations = new Violations();
        if (merged instanceof ObjectNode document && patch instanceof ObjectNode changes) {
            keepProvider(current, document, violations);
            showUnknownNulls(changes, document, form.writable(current.provider())::contains);
            String member = ProviderForm.member(current.provider());
            if (changes.get(member) instanceof ObjectNode inner && document.get(member) instanceof ObjectNode whole) {
                showUnknownNulls(inner, whole, ProviderForm.writable(current.provider())::contains);
            }
            if (changes.get("labels") instanceof ObjectNode inner
                    && document.get("labels") instanceof ObjectNode whole) {
                showUnknownNulls(inner, whole, ConnectorForm::isLabelKey);
            }
        }
        ConnectorChange read = form.read(merged, ProviderSpec.SecretRule.REFUSED, knownOf(current), violations);
        return checked(current, new ConnectorChange(read.spec(), newRole(current, read)), violations);
    }

    /**
     * What a whole document makes of a connector. What it leaves out gets its default, as at creation; a secret that it
     * leaves out stays.
     *
     * @throws ProblemException VALIDATION_FAILED, or ACCOUNT_CHANGE when it names another account
     */
    ConnectorChange replace(ConnectorSpec current, JsonNode document) {
        Violations violations = new Violations();
        JsonNode provider = document.path("provider");
        if (provider.isTextual()
                && !provider.textValue().equals(current.provider().name())) {
            violations.add(
                    "#/provider",
                    FieldErrorCode.READ_ONLY,
                    "The connector of this name keeps its provider, " + current.provider()
                            + ": write that one, or choose another name.");
            violations.refuseIfAny();
        }
        boolean secret = ProviderForm.bringsSecret(current.provider(), document);
        ProviderSpec.SecretRule rule = secret ? ProviderSpec.SecretRule.REQUIRED : ProviderSpec.SecretRule.REFUSED;
        ConnectorChange read = form.read(document, rule, knownOf(current), violations);
        return checked(
                current, new ConnectorChange(read.spec(), secret ? read.secret() : newRole(current, read)), violations);
    }

    /** Ends the reading of a change. */
    private static ConnectorChange checked(ConnectorSpec current, ConnectorChange change, Violations violations) {
        ConnectorSpec changed = change.spec();
        if (violations.errors().isEmpty() && current.complete() && !changed.complete()) {
            violations.add(
                    "#/aws/roleArn",
                    FieldErrorCode.REQUIRED,
                    "A role can be replaced by another one of its account, not removed; to stop runs set enabled to false.");
        }
        if (change.secret() == null) {
            refuseOtherApplication(current, changed, violations);
        }
        violations.refuseIfAny();
        refuseOtherAccount(current.account(), changed.account());
        return change;
    }

    /**
     * What the body of a credential makes of a connector: its member, laid over the one that the connector has, with a
     * secret.
     *
     * @throws ProblemException VALIDATION_FAILED, or ACCOUNT_CHANGE when the member names another account
     */
    ConnectorChange replaceCredential(ConnectorSpec current, JsonNode body) {
        Violations violations = new Violations();
        String member = ProviderForm.member(current.provider());
        Form whole = Form.of(body, violations);
        whole.field(member)
                .required("Write the member " + member + " with its secret fields.")
                .object();
        whole.refuseOthers(Map.of());
        violations.refuseIfAny();
        ObjectNode document = JSON.valueToTree(current);
        if (document.get(member) instanceof ObjectNode before) {
            // They belong to the secret that goes.
            before.remove(List.of("roleArn", "authenticationKeyExpiresAt"));
        }
        document.set(member, overlay(current.provider(), document.get(member), body.get(member)));
        ConnectorChange change = form.read(document, ProviderSpec.SecretRule.REQUIRED, "", violations);
        if (violations.errors().isEmpty() && !change.spec().complete()) {
            violations.add("#/aws/roleArn", FieldErrorCode.REQUIRED, "Write the ARN of the role to assume.");
        }
        violations.refuseIfAny();
        refuseOtherAccount(current.account(), change.spec().account());
        return change;
    }

    /** Only the first level is laid over: a key file comes whole. */
    private static JsonNode overlay(Provider provider, @Nullable JsonNode before, JsonNode body) {
        ObjectNode result = before instanceof ObjectNode object ? object : JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> change : body.properties()) {
            if (change.getValue().isNull() && ProviderForm.writable(provider).contains(change.getKey())) {
                result.remove(change.getKey());
            } else {
                result.set(change.getKey(), change.getValue());
            }
        }
        return result;
    }

    /**
     * What the body of a credential makes of a version that the connector does not use yet. It brings a secret and what
     * belongs to it, and leaves the connector's settings alone.
     *
     * @throws ProblemException as {@link #replaceCredential}
     */
    ConnectorChange addCredential(ConnectorSpec current, JsonNode body) {
        ConnectorChange change = replaceCredential(current, body);
        ProviderSpec wanted = change.spec().account();
        if (!CredentialParts.of(wanted).in(current.account()).equals(wanted)) {
            Violations violations = new Violations();
            violations.add(
                    switch (wanted) {
                        case AwsSpec _ -> "#/aws/regions";
                        case AzureSpec _ -> "#/azure/cloud";
                        case GcpSpec _ -> "#/gcp";
                    },
                    FieldErrorCode.NOT_SUPPORTED,
                    "It belongs to the connector, not to a version of its credential: PATCH the connector, and leave it"
                            + " out here.");
            violations.refuseIfAny();
        }
        return change;
    }

    private static String knownOf(ConnectorSpec current) {
        return current.account() instanceof GcpSpec gcp ? gcp.clientEmail() : "";
    }

    /** A role is no secret: a patch may bring a new one. An application has its own secret, so it comes with that. */
    private static @Nullable ProviderSecret newRole(ConnectorSpec before, ConnectorChange read) {
        return before.account() instanceof AwsSpec one
                        && read.spec().account() instanceof AwsSpec two
                        && !Objects.equals(one.roleArn(), two.roleArn())
                ? read.secret()
                : null;
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
    private static void showUnknownNulls(ObjectNode changes, ObjectNode document, Predicate<String> known) {
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            if (change.getValue().isNull() && !known.test(change.getKey())) {
                document.putNull(change.getKey());
            }
        }
    }

    private static void refuseOtherApplication(ConnectorSpec before, ConnectorSpec after, Violations violations) {
        if (violations.errors().isEmpty()
                && before.account() instanceof AzureSpec one
                && after.account() instanceof AzureSpec two
                && !one.applicationId().equals(two.applicationId())) {
            violations.add(
                    "#/azure/applicationId",
                    FieldErrorCode.NOT_SUPPORTED,
                    "Another application has another secret: send both to PUT /api/v1/connectors/{id}/credential.");
        }
    }

    /** @throws ProblemException ACCOUNT_CHANGE when the changed one leads to another account */
    static void refuseOtherAccount(ProviderSpec current, ProviderSpec changed) {
        String field = changed.leavesAccountOf(current);
        if (field == null) {
            return;
        }
        String detail = "A connector keeps its account: write the " + field
                + " of the account that it has, or create a connector for the other account.";
        String pointer = "#/" + ProviderForm.member(current.provider()) + "/" + field;
        throw new ProblemException(Problem.of(
                ProblemCode.ACCOUNT_CHANGE,
                detail,
                List.of(FieldError.at(pointer, FieldErrorCode.ACCOUNT_CHANGE, detail))));
    }
}

package io.cloudconnectors.vault.secret;

import io.cloudconnectors.contracts.CredentialWrite;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import io.cloudconnectors.vault.problem.ProblemException.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a credential must look like. connector-api checks the same and answers its client; this is the vault's own
 * guard, so that nothing enters that no provider would take. Values are never quoted.
 */
final class CredentialRules {
    /** IAM's rule for role ARNs, ASCII digits only. */
    private static final Pattern ROLE_ARN = Pattern.compile(
            "arn:(aws|aws-us-gov|aws-cn):iam::[0-9]{12}:role/([\\x21-\\x7E]+/)?[A-Za-z0-9_+=,.@-]{1,64}");

    private static final int ROLE_ARN_MAXIMUM = 2048;
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern PROJECT_ID = Pattern.compile("([a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]");
    private static final int SECRET_MAXIMUM = 16_384;
    private static final int TTL_MAXIMUM_SECONDS = 172_800;

    private final List<FieldError> errors = new ArrayList<>();

    private CredentialRules() {}

    /**
     * Checks a whole body.
     *
     * @throws ProblemException INVALID_CREDENTIAL with every fault found
     */
    static void check(CredentialWrite write) {
        CredentialRules rules = new CredentialRules();
        if (write.aws() != null) {
            rules.aws(write.aws());
        }
        if (write.azure() != null) {
            rules.azure(write.azure());
        }
        if (write.gcp() != null) {
            rules.gcp(write.gcp());
        }
        rules.time(write.ttlSeconds());
        if (write.externalIdOf() != null && write.aws() == null) {
            rules.fault("#/externalIdOf", "Only an AWS credential has an External ID; leave it out.");
        }
        if (!rules.errors.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.INVALID_CREDENTIAL, "Correct the members named in errors.", rules.errors);
        }
    }

    private void time(@Nullable Integer ttlSeconds) {
        if (ttlSeconds != null && (ttlSeconds < 1 || ttlSeconds > TTL_MAXIMUM_SECONDS)) {
            fault("#/ttlSeconds", "Send 1 to " + TTL_MAXIMUM_SECONDS + ", or leave it out.");
        }
    }

    private void aws(CredentialWrite.AwsRole role) {
        String arn = role.roleArn();
        if (arn != null
                && (arn.length() > ROLE_ARN_MAXIMUM || !ROLE_ARN.matcher(arn).matches())) {
            fault("#/aws/roleArn", "Send the ARN of an IAM role, arn:aws:iam::<12 digits>:role/<name>.");
        }
    }

    private void azure(CredentialWrite.AzureClientSecret secret) {
        pattern("#/azure/directoryId", secret.directoryId(), GUID, "Send a lower-case GUID.");
        pattern("#/azure/applicationId", secret.applicationId(), GUID, "Send a lower-case GUID.");
        text("#/azure/authenticationKey", secret.authenticationKey());
    }

    private void gcp(CredentialWrite.GcpServiceAccountKey key) {
        pattern("#/gcp/projectId", key.projectId(), PROJECT_ID, "Send a project id, not its name or number.");
        text("#/gcp/keyFile", key.keyFile());
    }

    private void pattern(String pointer, @Nullable String value, Pattern pattern, String detail) {
        if (value == null || !pattern.matcher(value).matches()) {
            fault(pointer, detail);
        }
    }

    private void text(String pointer, @Nullable String value) {
        if (value == null || value.isEmpty() || value.length() > SECRET_MAXIMUM) {
            fault(pointer, "Send 1 to " + SECRET_MAXIMUM + " characters.");
        }
    }

    private void fault(String pointer, String detail) {
        errors.add(new FieldError(pointer, "INVALID", detail));
    }
}

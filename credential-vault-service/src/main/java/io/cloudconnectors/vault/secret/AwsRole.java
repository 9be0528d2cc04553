package io.cloudconnectors.vault.secret;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A role that the platform assumes, and the External ID that proves for whom. Confidential by tenant, and no secret: neither
 * opens anything without the platform's own identity.
 *
 * @param roleArn absent while the customer has not made the role
 * @param externalId the vault's own; absent until it is known
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html">IAM: Role</a>
 */
record AwsRole(@Nullable String roleArn, @Nullable String externalId) implements Credential {
    static final CredentialKind KIND = new CredentialKind(
            "AWS_ROLE", "aws", Set.of("roleArn"), true, sent -> new AwsRole(sent.text("roleArn"), null));

    private static final int LONGEST_ARN = 2048;
    /** One for each partition, ASCII digits only. */
    private static final Pattern ROLE_ARN = Pattern.compile(
            "arn:(aws|aws-us-gov|aws-cn):iam::[0-9]{12}:role/([\\x21-\\x7E]+/)?[A-Za-z0-9_+=,.@-]{1,64}");

    @Override
    public CredentialKind kind() {
        return KIND;
    }

    @Override
    public void check(Faults faults) {
        if (roleArn != null
                && (roleArn.length() > LONGEST_ARN || !ROLE_ARN.matcher(roleArn).matches())) {
            faults.add(
                    "#/aws/roleArn",
                    "Send the ARN of an IAM role in the partition aws, aws-us-gov or aws-cn:"
                            + " arn:<partition>:iam::<12 digits>:role/<name>.");
        }
    }

    @Override
    public void checkEnd(Instant expiresAt, Faults faults) {
        faults.add("#/expiresAt", "A role has no end; leave it out.");
    }

    @Override
    public boolean complete() {
        return roleArn != null;
    }

    /** It identifies the connector towards its account, so it outlives every change of the role. */
    @Override
    public Credential identified(Supplier<String> connectors) {
        return new AwsRole(roleArn, connectors.get());
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("roleArn", roleArn);
        json.writeStringField(SecretJson.EXTERNAL_ID, Objects.requireNonNull(externalId));
    }

    @Override
    public String toString() {
        return "AwsRole[redacted]";
    }
}

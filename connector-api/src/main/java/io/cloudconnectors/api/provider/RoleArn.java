package io.cloudconnectors.api.provider;

import io.cloudconnectors.api.body.TextRule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ARN of an IAM role.
 *
 * @param value as the customer wrote it
 * @param partition {@code aws}, {@code aws-us-gov} or {@code aws-cn}
 * @param accountId 12 digits
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html">IAM: Role</a>
 */
public record RoleArn(String value, String partition, String accountId) {
    /** ASCII only; {@code matches()} takes the whole text, so no line break fits at the end. */
    private static final Pattern FORM = Pattern.compile(
            "arn:(aws|aws-us-gov|aws-cn):iam::([0-9]{12}):role/(?:[\\x21-\\x7E]+/)?[A-Za-z0-9_+=,.@\\-]{1,64}");

    /** What a role ARN looks like in a form. */
    static final TextRule RULE = TextRule.matching(
            20,
            2048,
            FORM,
            "Write the ARN of an IAM role in the partition aws, aws-us-gov or aws-cn, "
                    + "such as arn:aws:iam::123456789012:role/CloudConnector.");

    /** @throws IllegalArgumentException for a text that is no role ARN */
    public static RoleArn parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not the ARN of an IAM role");
        }
        return new RoleArn(text, matcher.group(1), matcher.group(2));
    }

    /** The role's name, without its path. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** The role's path: {@code /}, or {@code /platform/}. */
    public String path() {
        return value.substring(value.indexOf('/'), value.lastIndexOf('/') + 1);
    }
}

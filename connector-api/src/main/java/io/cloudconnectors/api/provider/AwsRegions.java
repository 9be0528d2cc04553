package io.cloudconnectors.api.provider;

import io.cloudconnectors.api.body.TextRule;
import java.util.regex.Pattern;

/**
 * Names of AWS regions. Their form is checked, not their existence: new regions open without a release of ours, and
 * the first run says which ones the account has not enabled.
 */
final class AwsRegions {
    static final int MOST = 64;

    static final TextRule RULE = TextRule.matching(
            5,
            32,
            Pattern.compile("[a-z]{2,4}(?:-[a-z]{2,16}){1,3}-[0-9]{1,2}"),
            "Write an AWS region, such as eu-central-1.");

    private AwsRegions() {}

    /** The partition that a region of this name is in. */
    static String partitionOf(String region) {
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }
}

package io.cloudconnectors.local.cloud.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy language, without the wire. */
class PolicyDocumentTest {
    private static final AccessRequest REQUEST = new AccessRequest(
            List.of("999988887777", "arn:aws:iam::999988887777:root", "arn:aws:iam::999988887777:user/poller"),
            "sts:AssumeRole",
            "arn:aws:iam::111122223333:role/R",
            Map.of("sts:externalid", "ext-1", "aws:principalarn", "arn:aws:iam::999988887777:user/poller"));

    @ParameterizedTest
    @CsvSource({
        "*, anything, true",
        "'', '', true",
        "'', a, false",
        "ec2:*, ec2:DescribeVpcs, true",
        "ec2:Describe*s, ec2:DescribeVpcs, true",
        "ec2:Describe*x, ec2:DescribeVpcs, false",
        "a?c, abc, true",
        "a?c, ac, false",
        "*a*b*, xxaxxbxx, true",
        "*a*b, xxbxxa, false",
        "a.c, abc, false"
    })
    void wildcardsMatchAsInIam(String pattern, String text, boolean matches) {
        assertThat(Wildcard.matches(pattern, text)).isEqualTo(matches);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "StringEquals, sts:ExternalId, ext-1, true",
        "StringEquals, STS:EXTERNALID, ext-1, true",
        "StringEquals, sts:ExternalId, EXT-1, false",
        "StringEquals, aws:SourceIp, 127.0.0.1, false",
        "StringEqualsIgnoreCase, sts:ExternalId, EXT-1, true",
        "StringNotEquals, sts:ExternalId, ext-1, false",
        "StringNotEquals, sts:ExternalId, other, true",
        "StringNotEquals, aws:SourceIp, 127.0.0.1, true",
        "StringLike, sts:ExternalId, ext-?, true",
        "StringNotLike, sts:ExternalId, ext-*, false",
        "StringEqualsIfExists, aws:SourceIp, 127.0.0.1, true",
        "StringEqualsIfExists, sts:ExternalId, other, false",
        "ArnLike, aws:PrincipalArn, arn:aws:iam::*:user/poller, true",
        "ArnNotLike, aws:PrincipalArn, arn:aws:iam::*:user/poller, false",
        "Null, sts:ExternalId, false, true",
        "Null, sts:ExternalId, true, false",
        "Null, aws:SourceIp, true, true",
        "Bool, aws:SecureTransport, true, false"
    })
    void conditionsHoldAsInIam(String operator, String key, String value, boolean trusted) {
        PolicyDocument trust = trust("""
                {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole",
                  "Condition": {"%s": {"%s": "%s"}}}]}
                """.formatted(operator, key, value));

        assertThat(trust.trusts(REQUEST)).isEqualTo(trusted);
    }

    @Test
    void everyConditionMustHold() {
        PolicyDocument trust = trust("""
                {"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole",
                  "Condition": {"StringEquals": {"sts:ExternalId": "ext-1", "aws:PrincipalArn": "someone"}}}]}
                """);

        assertThat(trust.trusts(REQUEST)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "999988887777, true",
        "arn:aws:iam::999988887777:root, true",
        "arn:aws:iam::999988887777:user/poller, true",
        "arn:aws:iam::999988887777:user/other, false",
        "111122223333, false",
        "*, true"
    })
    void aCallerHasSeveralNames(String principal, boolean trusted) {
        PolicyDocument trust = trust("""
                {"Statement": {"Effect": "Allow", "Principal": {"AWS": ["%s"]}, "Action": "sts:*"}}
                """.formatted(principal));

        assertThat(trust.trusts(REQUEST)).isEqualTo(trusted);
    }

    @Test
    void aServicePrincipalLetsNoAccountIn() {
        assertThat(trust("""
                {"Statement": {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}}
                """).trusts(REQUEST)).isFalse();
    }

    @Test
    void aDenyBeatsAnAllow() {
        assertThat(trust("""
                {"Statement": [
                  {"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"},
                  {"Effect": "Deny", "Principal": {"AWS": "999988887777"}, "Action": "sts:*"}]}
                """).trusts(REQUEST)).isFalse();
    }

    @Test
    void anIdentityPolicyHasNoPrincipalAndNeedsResources() {
        assertThatThrownBy(
                        () -> PolicyDocument.parse(
                                PolicyDocument.Kind.IDENTITY,
                                "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\", \"Principal\": \"*\"}]}"))
                .isInstanceOf(MalformedPolicy.class);
        assertThatThrownBy(() -> PolicyDocument.parse(
                        PolicyDocument.Kind.IDENTITY, "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"*\"}]}"))
                .isInstanceOf(MalformedPolicy.class);
    }

    private static PolicyDocument trust(String json) {
        return PolicyDocument.parse(PolicyDocument.Kind.TRUST, json);
    }
}

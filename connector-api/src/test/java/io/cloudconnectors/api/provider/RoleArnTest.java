package io.cloudconnectors.api.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleArnTest {
    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::123456789012:role/a, aws",
        "arn:aws:iam::123456789012:role/service-role/deep/CloudConnector, aws",
        "'arn:aws:iam::123456789012:role/a+=,.@-_Z9', aws",
        "arn:aws-us-gov:iam::123456789012:role/a, aws-us-gov",
        "arn:aws-cn:iam::123456789012:role/!~/a, aws-cn"
    })
    void aRoleSaysItsAccountAndPartition(String text, String partition) {
        assertThat(RoleArn.parse(text)).isEqualTo(new RoleArn(text, partition, "123456789012"));
    }

    @Test
    void aNameMayHave64Characters() {
        String prefix = "arn:aws:iam::123456789012:role/";

        assertThat(RoleArn.parse(prefix + "n".repeat(64)).accountId()).isEqualTo("123456789012");
        assertThatThrownBy(() -> RoleArn.parse(prefix + "n".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn:aws:iam::123456789012:role/",
                "arn:aws:iam::123456789012:role/a\n",
                "\narn:aws:iam::123456789012:role/a",
                "arn:aws:iam::123456789012:role/a b",
                "arn:aws:iam::12345678901\u0662:role/a",
                "arn:aws:iam::123456789012:role/\u00e4",
                "arn:aws-iso:iam::123456789012:role/a",
                "arn:aws:iam:eu-central-1:123456789012:role/a",
                "arn:aws:sts::123456789012:assumed-role/a/b",
                "ARN:aws:iam::123456789012:role/a"
            })
    void whatIsNoRoleIsRefused(String text) {
        assertThatThrownBy(() -> RoleArn.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

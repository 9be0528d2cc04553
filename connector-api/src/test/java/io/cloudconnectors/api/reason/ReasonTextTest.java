package io.cloudconnectors.api.reason;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.ReasonCode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTextTest {
    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void everyReasonIsTwoWholeSentences(ReasonCode code) {
        ReasonText text = ReasonText.of(code, null);

        assertThat(text.message()).matches("[A-Z].*\\.").doesNotContain("null", "  ");
        assertThat(text.nextAction()).matches("[A-Z].*\\.").doesNotContain("null", "  ");
    }

    @Test
    void aMissingPermissionIsNamed() {
        assertThat(ReasonText.of(ReasonCode.PERMISSION_MISSING, "ec2:DescribeVolumes")
                        .nextAction())
                .contains("allow ec2:DescribeVolumes");
    }

    @Test
    void aReasonHoldsSinceItBegan() {
        Instant began = Instant.parse("2026-01-01T00:00:00Z");
        Instant seen = Instant.parse("2026-01-02T00:00:00Z");

        assertThat(ReasonView.of(new StoredReason(ReasonCode.NETWORK, null, null, null, seen, began))
                        .since())
                .isEqualTo(began);
        assertThat(ReasonView.of(new StoredReason(ReasonCode.NETWORK, null, null, null, seen, null))
                        .since())
                .isEqualTo(seen);
    }
}

package io.cloudconnectors.api.reason;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.ReasonCode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTextTest {
    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void everyReasonIsTwoWholeSentences(ReasonCode code) {
        ReasonText text = ReasonText.of(code, null, null);

        assertThat(text.message()).matches("[A-Z].*\\.").doesNotContain("null", "  ");
        assertThat(text.nextAction()).matches("[A-Z].*\\.").doesNotContain("null", "  ");
    }

    @ParameterizedTest
    @CsvSource({
        "AWS, ec2:DescribeVolumes, SecurityAudit",
        "AZURE, Microsoft.Compute/virtualMachines/read, role Reader on the subscription",
        "GCP, cloudasset.assets.searchAllResources, roles/cloudasset.viewer on the project"
    })
    void aMissingPermissionIsNamedWithWhatTheProviderGrantsItBy(Provider provider, String action, String grant) {
        ReasonText text = ReasonText.of(ReasonCode.PERMISSION_MISSING, action, provider);

        assertThat(text.message()).contains(action);
        assertThat(text.nextAction()).matches("[A-Z].*\\.").contains(action, grant);
    }

    @Test
    void aReasonHoldsSinceItBegan() {
        Instant began = Instant.parse("2026-01-01T00:00:00Z");
        Instant seen = Instant.parse("2026-01-02T00:00:00Z");

        assertThat(ReasonView.of(new StoredReason(ReasonCode.NETWORK, null, null, null, seen, began), Provider.AWS)
                        .since())
                .isEqualTo(began);
        assertThat(ReasonView.of(new StoredReason(ReasonCode.NETWORK, null, null, null, seen, null), Provider.AWS)
                        .since())
                .isEqualTo(seen);
    }
}

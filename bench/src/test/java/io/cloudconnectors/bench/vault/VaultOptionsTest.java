package io.cloudconnectors.bench.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudconnectors.bench.vault.VaultOptions.Part;
import io.cloudconnectors.local.launcher.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class VaultOptionsTest {

    @Test
    void withoutArgumentsAllIsMeasuredAtFullSize() {
        var options = VaultOptions.of(List.of());

        assertThat(options.keys()).isEqualTo(1_000_000);
        assertThat(options.only()).containsExactlyInAnyOrder(Part.values());
        assertThat(options.docs()).isFalse();
    }

    @Test
    void aQuickRunCanStillBeGivenItsOwnSize() {
        var options = VaultOptions.of(List.of("--quick", "--keys", "500", "--only", "reveal,kms", "--docs"));

        assertThat(options.keys()).isEqualTo(500);
        assertThat(options.length()).hasSeconds(2);
        assertThat(options.shortLength()).hasMillis(500);
        assertThat(options.only()).containsExactlyInAnyOrder(Part.REVEAL, Part.KMS);
        assertThat(options.docs()).isTrue();
    }

    @Test
    void whatIsNotKnownIsRefusedWithWhatThereIs() {
        assertThatThrownBy(() -> VaultOptions.of(List.of("--only", "reveals")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("rotation");
        assertThatThrownBy(() -> VaultOptions.of(List.of("--key", "1")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--keys");
        assertThatThrownBy(() -> VaultOptions.of(List.of("--keys"))).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> VaultOptions.of(List.of("--keys", "0"))).isInstanceOf(UsageException.class);
    }
}

package io.cloudconnectors.vault.state;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the vault looks after itself. */
@ConfigMapping(prefix = "vault.state")
public interface StateConfig {
    /** Between two looks at a sign, give or take a fifth: a KMS is asked this often, whatever asks for the health. */
    @WithDefault("10S")
    Duration every();

    /** A look that takes longer counts as bad news itself. */
    @WithDefault("1M")
    Duration patience();

    /** Records of the audit log that are not anchored for so long are a reason to look. */
    @WithDefault("5M")
    Duration unanchoredAfter();
}

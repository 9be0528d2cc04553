package io.cloudconnectors.vault.rotation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How rotations go on beside the service. */
@ConfigMapping(prefix = "vault.rotation")
public interface RotationSettings {
    /** How often an instance looks for a rotation that nobody works on. */
    @WithDefault("5S")
    Duration every();

    /** After this long without a sign of life another instance takes a rotation up. */
    @WithDefault("30S")
    Duration lease();

    /** Records of one transaction. */
    @WithDefault("500")
    int batch();

    /** Records a second at most, of one rotation. */
    @WithDefault("5000")
    int perSecond();

    /**
     * How long an old key stays after the last record was moved away from it: requests that read a record just before, and
     * instances that still have the old key in memory, are over by then. Longer than {@code vault.tenant-keys.kept-for}.
     */
    @WithDefault("2M")
    Duration grace();
}

package io.cloudconnectors.vault.rotation;

import io.agroal.api.AgroalDataSource;
import io.cloudconnectors.vault.envelope.Rewrapping;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;

/** A production rotation worker as a benchmark needs it: in the package of what it measures. */
public final class BenchedRotation {
    private final Rewrapping rewrapping;
    private final AgroalDataSource keystore;
    private final AgroalDataSource vault;

    public BenchedRotation(Rewrapping rewrapping, AgroalDataSource keystore, AgroalDataSource vault) {
        this.rewrapping = rewrapping;
        this.keystore = keystore;
        this.vault = vault;
    }

    private record Settings(Duration every, Duration lease, int batch, int perSecond, Duration grace)
            implements RotationSettings {}

    /**
     * Rotates a tenant's key to the end, with the batches that the product has by default.
     *
     * @return how many data keys were re-wrapped
     */
    public long rotateTenantKey(String tenant, int perSecond) {
        RotationRepository rotations = new RotationRepository(keystore);
        Settings settings = new Settings(Duration.ofSeconds(5), Duration.ofSeconds(30), 500, perSecond, Duration.ZERO);
        RotationWorker worker = new RotationWorker(
                rotations,
                rewrapping,
                new TenantKeyRepository(keystore),
                new DataKeyRepository(keystore),
                new SealedVersions(vault),
                settings,
                new SimpleMeterRegistry());
        Rotation rotation = new Rotations(rotations, rewrapping).request(Rotation.Level.TENANT_KEY, tenant, "bench");
        worker.work();
        Rotation ended = rotations.find(rotation.id()).orElseThrow();
        if (ended.state() != Rotation.State.DONE) {
            throw new IllegalStateException("The rotation ended as " + ended);
        }
        return ended.done();
    }
}

package io.cloudconnectors.vault.rotation;

import io.cloudconnectors.vault.envelope.RetiredKeys;
import io.cloudconnectors.vault.envelope.Rewrapping;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes rotations on, and shreds tenants. */
@ApplicationScoped
class Rotations {
    private final RotationRepository repository;
    private final Rewrapping keys;

    Rotations(RotationRepository repository, Rewrapping keys) {
        this.repository = repository;
        this.keys = keys;
    }

    /**
     * A new rotation, or the one that runs already.
     *
     * @throws ProblemException when there is nothing to rotate, or the tenant is missing or too much
     */
    Rotation request(Rotation.Level level, @Nullable String tenant, String requestedBy) {
        String place = place(level, tenant);
        return repository
                .running(level, place)
                .orElseGet(() -> repository.add(UUID.randomUUID(), level, place, target(level, place), requestedBy));
    }

    private static String place(Rotation.Level level, @Nullable String tenant) {
        boolean ofATenant = switch (level) {
            case KEK -> false;
            case TENANT_KEY, DATA_KEY -> true;
        };
        if (ofATenant != (tenant != null && !tenant.isBlank())) {
            throw new ProblemException(
                    ProblemCode.INVALID_REQUEST,
                    ofATenant ? "Say whose keys: tenant." : "The KEK is every tenant's: leave tenant out.");
        }
        return ofATenant ? Objects.requireNonNull(tenant) : RetiredKeys.NO_TENANT;
    }

    private String target(Rotation.Level level, String tenant) {
        return switch (level) {
            case KEK -> keys.kek();
            case TENANT_KEY -> {
                requireKeys(tenant);
                yield keys.nextTenantKey(tenant);
            }
            case DATA_KEY -> {
                requireKeys(tenant);
                yield keys.nextDataKeys(tenant);
            }
        };
    }

    private void requireKeys(String tenant) {
        if (!keys.hasKeys(tenant)) {
            throw new ProblemException(
                    ProblemCode.ROTATION_REFUSED, "The tenant has no keys; there is nothing to rotate.");
        }
    }

    Rotation find(UUID id) {
        return repository
                .find(id)
                .orElseThrow(() -> new ProblemException(ProblemCode.NOT_FOUND, "There is no rotation of that id."));
    }

    /** Done when this returns, for what is in memory elsewhere see {@code vault.tenant-keys.kept-for}; again does no harm. */
    void shredTenant(String tenant) {
        keys.shredTenant(tenant);
    }

    /** Lets new keys be made; what was sealed with the old ones stays lost. */
    void renewTenant(String tenant) {
        if (!keys.renewTenant(tenant)) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "The keys of this tenant were not shredded.");
        }
    }
}

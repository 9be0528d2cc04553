package io.cloudconnectors.api.setup;

import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.api.tenant.Tenant;
import java.util.Optional;
import java.util.UUID;

/**
 * Where subjects of a set-up come from. Each bean of this type is asked in turn: one knows connectors, another may know what
 * becomes one.
 */
public interface SetupSubjects {
    /** The subject of this id in the tenant; empty when it is not one of these. */
    Optional<SetupSubject> find(Tenant tenant, UUID id);
}

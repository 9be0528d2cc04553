package io.cloudconnectors.vault.rotation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.caller.Callers;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.ProblemException;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an operator may do with keys: rotate them and shred a tenant's; no secret is to be had here. */
@Path("/internal/v1")
@Authenticated
@RunOnVirtualThread
public class RotationResource {
    private final Rotations rotations;
    private final RotationWorker worker;
    private final Callers callers;

    RotationResource(Rotations rotations, RotationWorker worker, Callers callers) {
        this.rotations = rotations;
        this.worker = worker;
        this.callers = callers;
    }

    /** What is asked for. */
    public record Request(
            Rotation.@Nullable Level level, @Nullable String tenant) {}

    /** A rotation as it is told. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            UUID id,
            String level,
            @Nullable String tenant,
            String target,
            String state,
            long done,
            long total,
            long broken,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String error) {
        static View of(Rotation rotation) {
            return new View(
                    rotation.id(),
                    rotation.level().name(),
                    rotation.tenant().isEmpty() ? null : rotation.tenant(),
                    rotation.target(),
                    rotation.state().name(),
                    rotation.done(),
                    rotation.total(),
                    rotation.broken(),
                    rotation.startedAt(),
                    rotation.finishedAt(),
                    rotation.error());
        }
    }

    @POST
    @Path("/rotations")
    public Response rotate(@Nullable Request request) {
        if (request == null || request.level() == null) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST, "Say which level: KEK, TENANT_KEY or DATA_KEY.");
        }
        Rotation.Level level = request.level();
        Rotation rotation = callers.audited(
                Callers.OPERATE,
                action(level),
                new Callers.Target(request.tenant(), null, null),
                () -> rotations.request(level, request.tenant(), callers.actor()));
        worker.wake();
        return Response.accepted(View.of(rotation))
                .location(URI.create("/internal/v1/rotations/" + rotation.id()))
                .build();
    }

    @GET
    @Path("/rotations/{id}")
    public View progress(UUID id) {
        callers.require(Callers.OPERATE, AuditEntry.Action.ROTATE_KEK, new Callers.Target(null, null, null));
        return View.of(rotations.find(id));
    }

    /** Shreds every key of the tenant: nothing of it opens ever again, and nothing is sealed for it until it is renewed. */
    @DELETE
    @Path("/tenants/{tenant}/keys")
    public void shredTenant(String tenant) {
        callers.audited(Callers.OPERATE, AuditEntry.Action.SHRED_TENANT, new Callers.Target(tenant, null, null), () -> {
            rotations.shredTenant(tenant);
            return true;
        });
    }

    /** Lets a tenant whose keys were shredded have new ones. */
    @PUT
    @Path("/tenants/{tenant}/keys")
    public void renewTenant(String tenant) {
        callers.audited(Callers.OPERATE, AuditEntry.Action.RENEW_TENANT, new Callers.Target(tenant, null, null), () -> {
            rotations.renewTenant(tenant);
            return true;
        });
    }

    private static AuditEntry.Action action(Rotation.Level level) {
        return switch (level) {
            case KEK -> AuditEntry.Action.ROTATE_KEK;
            case TENANT_KEY -> AuditEntry.Action.ROTATE_TENANT_KEY;
            case DATA_KEY -> AuditEntry.Action.ROTATE_DATA_KEYS;
        };
    }
}

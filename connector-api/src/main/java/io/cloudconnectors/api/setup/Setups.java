package io.cloudconnectors.api.setup;

import io.cloudconnectors.api.connector.Platform;
import io.cloudconnectors.api.path.Ids;
import io.cloudconnectors.api.problem.FieldErrorCode;
import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import io.cloudconnectors.api.provider.AwsAccess;
import io.cloudconnectors.api.provider.AwsPartition;
import io.cloudconnectors.api.provider.SetupSubject;
import io.cloudconnectors.api.tenant.Tenant;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Writes set-ups. */
@ApplicationScoped
class Setups {
    private final List<SetupSubjects> sources;
    private final Platform platform;
    private final InstantSource clock;

    Setups(@All List<SetupSubjects> sources, Platform platform, InstantSource clock) {
        this.sources = sources;
        this.platform = platform;
        this.clock = clock;
    }

    /** @throws ProblemException CONNECTOR_NOT_FOUND */
    SetupSubject subject(Tenant tenant, UUID id) {
        return sources.stream()
                .flatMap(source -> source.find(tenant, id).stream())
                .findFirst()
                .orElseThrow(Ids::connectorNotFound);
    }

    /** @throws ProblemException INVALID_PARAMETER, PARTITION_NOT_SERVED */
    Setup write(SetupSubject subject, SetupQuery query) {
        query.requireFitFor(subject.provider());
        return switch (subject) {
            case SetupSubject.Aws aws -> aws(aws, query);
            case SetupSubject.Azure azure ->
                AzureSetup.of(azure, Objects.requireNonNullElse(query.includeKeyListing(), false), clock.instant());
            case SetupSubject.Gcp gcp -> GcpSetup.of(gcp);
        };
    }

    private AwsSetup aws(SetupSubject.Aws subject, SetupQuery query) {
        AwsPartition partition = partition(subject, query);
        String account = Platform.accountIn(partition, platform)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.PARTITION_NOT_SERVED,
                        "A role in " + partition.id()
                                + " can trust accounts of that partition alone, and the platform's"
                                + " operator has configured none."));
        return AwsSetup.of(
                subject,
                partition,
                account,
                query.roleName(),
                Objects.requireNonNullElse(query.access(), AwsAccess.SECURITY_AUDIT));
    }

    private static AwsPartition partition(SetupSubject.Aws subject, SetupQuery query) {
        AwsPartition own = AwsPartition.ofRole(subject.role());
        if (query.partition() == null) {
            return own;
        }
        if (subject.role() != null && query.partition() != own) {
            throw ProblemException.parameter(
                    SetupQuery.PARTITION,
                    FieldErrorCode.WRONG_PARTITION,
                    "The connector's role is in " + own.id() + "; leave the parameter out.");
        }
        return query.partition();
    }
}

package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.poller.provider.PermissionCheck;
import io.cloudconnectors.poller.provider.aws.AwsReasons.Step;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsApi;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsCalls;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsCatalogue;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsResourceType;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsService;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/**
 * An action that every look at an account needs: to list its regions, and the first page of each entry of the catalogue,
 * which is the very call that a run makes. The catalogue is the one list of them, so a new entry is tested too.
 *
 * @param name the IAM action
 * @param service whose region the call goes to
 */
record AwsCheck(String name, AwsService service, Read read) {
    private static final AwsCheck REGIONS =
            new AwsCheck(AwsPermission.EC2_DESCRIBE_REGIONS.action(), AwsService.EC2, calls -> {
                var _ = calls.client(AwsApi.EC2).describeRegions(r -> r.overrideConfiguration(calls.session()));
            });

    /** One call; its answer is dropped. */
    @FunctionalInterface
    interface Read {
        void with(AwsCalls calls);
    }

    /** Each action once, whatever the number of entries that it lists. */
    static List<AwsCheck> all() {
        Map<String, AwsCheck> byName = new LinkedHashMap<>();
        Stream.concat(Stream.of(REGIONS), AwsCatalogue.entries().stream().map(AwsCheck::of))
                .forEach(check -> byName.putIfAbsent(check.name(), check));
        return List.copyOf(byName.values());
    }

    private static AwsCheck of(AwsResourceType entry) {
        return new AwsCheck(entry.permission().action(), entry.service(), calls -> {
            var _ = entry.page(calls, null);
        });
    }

    /** The check of it with a session, in the region where a run would call. The detail of what is listed is left alone. */
    PermissionCheck in(Region region, AwsClients clients, AwsSession session, InstantSource clock) {
        Step step = switch (service.scope()) {
            case GLOBAL -> Step.GLOBAL;
            case REGIONAL -> Step.REGIONAL;
        };
        return new PermissionCheck(name, () -> {
            try {
                read.with(SessionCalls.in(region, clients).with(session.credentials(), SessionCalls.Details.NONE));
                return Optional.empty();
            } catch (SdkException e) {
                return Optional.of(AwsReasons.reason(Symptom.of(e), step, name, clock.instant()));
            }
        });
    }

    /** The check of what nobody can call there: nothing is short. */
    PermissionCheck unasked() {
        return new PermissionCheck(name, Optional::empty);
    }
}

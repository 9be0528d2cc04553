package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.AwsPermission;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.CloudProvider;
import io.cloudconnectors.poller.provider.PermissionCheck;
import io.cloudconnectors.poller.provider.SliceTask;
import io.cloudconnectors.poller.provider.aws.AwsReasons.Step;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsApi;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsCatalogue;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsService;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/** An account that we are let into: which slices it has. */
final class AwsAccount implements CloudProvider.Account {
    private static final String NOT_OPTED_IN = "not-opted-in";

    private final RunSettings.Aws settings;
    private final AwsPartition partition;
    private final AwsClients clients;
    private final AwsSessions sessions;
    private final AwsSlice.Known known;
    private final InstantSource clock;

    AwsAccount(
            RunSettings.Aws settings,
            AwsPartition partition,
            AwsClients clients,
            AwsSessions sessions,
            AwsSlice.Known known,
            InstantSource clock) {
        this.settings = settings;
        this.partition = partition;
        this.clients = clients;
        this.sessions = sessions;
        this.known = known;
        this.clock = clock;
    }

    @Override
    public String id() {
        return settings.accountId();
    }

    @Override
    public List<SliceTask> plan() throws InterruptedException {
        Regions regions = regions();
        List<SliceTask> slices = new ArrayList<>();
        for (AwsService service : AwsService.values()) {
            switch (service.scope()) {
                case GLOBAL -> slices.add(global(service));
                case REGIONAL -> slices.addAll(regional(service, regions));
            }
        }
        return slices;
    }

    @Override
    public List<PermissionCheck> checks() {
        return AwsCheck.all().stream().map(this::check).toList();
    }

    private PermissionCheck check(AwsCheck check) {
        AwsService service = check.service();
        return regionOf(service)
                .map(region -> check.in(region, clients, sessions.of(service), clock))
                .orElseGet(check::unasked);
    }

    /** Of the regions that a run would look at, the first that has the service. */
    private Optional<Region> regionOf(AwsService service) {
        Stream<Region> regions = switch (service.scope()) {
            case GLOBAL -> Stream.of(signedFor(service));
            case REGIONAL ->
                settings.regions().isEmpty()
                        ? Stream.of(partition.home())
                        : settings.regions().stream().map(Region::of);
        };
        return regions.filter(region -> isOffered(service, region)).findFirst();
    }

    @Override
    public CloudProvider.StrangerTrial tryAsStranger() throws InterruptedException {
        return new ExternalIdTrial(sessions.first(), clock).hold();
    }

    /** Which regions to look at. */
    private sealed interface Regions {
        record Known(List<String> enabled, List<String> disabled) implements Regions {}

        /** Nobody said which, and AWS does not tell. */
        record Unknown(Reason why) implements Regions {}
    }

    private Regions regions() throws InterruptedException {
        try {
            Set<String> enabled = enabledRegions();
            List<String> wanted =
                    settings.regions().isEmpty() ? enabled.stream().sorted().toList() : settings.regions();
            return new Regions.Known(
                    wanted.stream().filter(enabled::contains).toList(),
                    wanted.stream().filter(region -> !enabled.contains(region)).toList());
        } catch (SdkException e) {
            // Asked for by name, a region can be looked at without the list; it says itself when it is disabled.
            Reason why = AwsReasons.reason(
                    Symptom.of(e), Step.GLOBAL, AwsPermission.EC2_DESCRIBE_REGIONS.action(), clock.instant());
            return settings.regions().isEmpty()
                    ? new Regions.Unknown(why)
                    : new Regions.Known(settings.regions(), List.of());
        }
    }

    private Set<String> enabledRegions() {
        return clients
                .client(AwsApi.EC2, partition.home())
                .describeRegions(r -> r.allRegions(true)
                        .overrideConfiguration(
                                AwsSession.signing(sessions.of(AwsService.EC2).credentials())))
                .regions()
                .stream()
                .filter(region -> !NOT_OPTED_IN.equals(region.optInStatus()))
                .map(software.amazon.awssdk.services.ec2.model.Region::regionName)
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<SliceTask> regional(AwsService service, Regions regions) {
        return switch (regions) {
            case Regions.Unknown(var why) ->
                List.of(SliceTask.blind(new SliceKey(SliceKey.GLOBAL, service.shortName()), why));
            case Regions.Known(var enabled, var disabled) ->
                Stream.concat(
                                enabled.stream()
                                        .map(region -> slice(region, service, Region.of(region), Step.REGIONAL)),
                                disabled.stream().map(region -> disabled(new SliceKey(region, service.shortName()))))
                        .toList();
        };
    }

    private SliceTask global(AwsService service) {
        return slice(SliceKey.GLOBAL, service, signedFor(service), Step.GLOBAL);
    }

    private Region signedFor(AwsService service) {
        return service == AwsService.IAM ? partition.global() : partition.home();
    }

    /** CloudFront is in the commercial partition alone; IAM is in all, under a name that is no region. */
    private boolean isOffered(AwsService service, Region calledIn) {
        if (service == AwsService.WAFV2_CLOUDFRONT) {
            return partition == AwsPartition.COMMERCIAL;
        }
        return service == AwsService.IAM || service.offeredIn(calledIn);
    }

    private SliceTask slice(String region, AwsService service, Region calledIn, Step step) {
        SliceKey key = new SliceKey(region, service.shortName());
        if (!isOffered(service, calledIn)) {
            return disabled(key);
        }
        return new AwsSlice(
                new AwsSlice.Part(key, step, AwsCatalogue.entriesOf(service)),
                SessionCalls.in(calledIn, clients),
                sessions.of(service),
                known,
                clock);
    }

    private SliceTask disabled(SliceKey key) {
        return SliceTask.blind(key, new Reason(ReasonCode.REGION_DISABLED, null, null, key.region(), clock.instant()));
    }
}

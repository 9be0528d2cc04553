package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.contracts.ReasonCode;
import io.cloudconnectors.contracts.RunSettings;
import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.CloudProvider.Account;
import io.cloudconnectors.poller.provider.SliceTask;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;

/** An AWS account with an assumed session. */
final class AwsAccount implements Account {
    private static final String LIST_REGIONS = "ec2:DescribeRegions";
    private static final String NOT_OPTED_IN = "not-opted-in";

    private final AwsClients clients;
    private final AwsFailures failures;
    private final InstantSource clock;
    private final AwsCredentialsProvider session;
    private final RunSettings.Aws settings;

    AwsAccount(
            AwsClients clients,
            AwsFailures failures,
            InstantSource clock,
            AwsCredentialsProvider session,
            RunSettings.Aws settings) {
        this.clients = clients;
        this.failures = failures;
        this.clock = clock;
        this.session = session;
        this.settings = settings;
    }

    @Override
    public List<SliceTask> plan() throws InterruptedException {
        List<SliceTask> slices = new ArrayList<>();
        Region home = Partition.of(settings.partition()).home();
        AwsCatalogue.services(AwsResourceType.Scope.GLOBAL)
                .forEach((service, types) -> slices.add(slice(SliceKey.GLOBAL, service, types, home)));
        try {
            addRegional(slices, enabledRegions(home));
        } catch (SdkException e) {
            Reason reason = failures.calling(e, LIST_REGIONS);
            if (settings.regions().isEmpty()) {
                addBlind(slices, home.id(), reason);
            } else {
                // They were named: whether they are enabled shows when they are called.
                addRegional(slices, new TreeSet<>(settings.regions()));
            }
        }
        return slices;
    }

    private void addRegional(List<SliceTask> slices, Set<String> enabled) {
        Set<String> wanted = settings.regions().isEmpty() ? enabled : new TreeSet<>(settings.regions());
        for (String region : wanted) {
            if (enabled.contains(region)) {
                AwsCatalogue.services(AwsResourceType.Scope.REGIONAL)
                        .forEach((service, types) -> slices.add(slice(region, service, types, Region.of(region))));
            } else {
                addBlind(
                        slices,
                        region,
                        new Reason(ReasonCode.REGION_DISABLED, NOT_OPTED_IN, null, region, clock.instant()));
            }
        }
    }

    private void addBlind(List<SliceTask> slices, String region, Reason reason) {
        AwsCatalogue.services(AwsResourceType.Scope.REGIONAL)
                .keySet()
                .forEach(service -> slices.add(SliceTask.blind(new SliceKey(region, service), reason)));
    }

    private SliceTask slice(String name, String service, List<AwsResourceType> types, Region region) {
        return new AwsSlice(
                new SliceKey(name, service), types, new AwsResourceType.Where(clients, session, region), failures);
    }

    private Set<String> enabledRegions(Region home) {
        Region asked = settings.regions().isEmpty()
                ? home
                : Region.of(settings.regions().getFirst());
        return clients
                .ec2(asked)
                .describeRegions(r -> r.allRegions(true).overrideConfiguration(o -> o.credentialsProvider(session)))
                .regions()
                .stream()
                .filter(region -> !NOT_OPTED_IN.equals(region.optInStatus()))
                .map(software.amazon.awssdk.services.ec2.model.Region::regionName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

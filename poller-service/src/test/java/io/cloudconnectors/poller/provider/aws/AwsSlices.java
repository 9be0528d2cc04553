package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.contracts.SliceKey;
import io.cloudconnectors.poller.provider.aws.catalogue.AwsService;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which slices an account of AWS has. */
public final class AwsSlices {
    private AwsSlices() {}

    /** Each service once, or in each of these regions. */
    public static List<SliceKey> in(String... regions) {
        return Arrays.stream(AwsService.values())
                .flatMap(service -> switch (service.scope()) {
                    case GLOBAL -> Stream.of(new SliceKey(SliceKey.GLOBAL, service.shortName()));
                    case REGIONAL -> Arrays.stream(regions).map(region -> new SliceKey(region, service.shortName()));
                })
                .toList();
    }
}

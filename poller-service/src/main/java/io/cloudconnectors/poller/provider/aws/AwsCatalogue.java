package io.cloudconnectors.poller.provider.aws;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every resource type of AWS that is looked at. */
final class AwsCatalogue {
    static final List<AwsResourceType> TYPES = Stream.of(
                    Stream.of(Ec2Types.values()), Stream.of(new S3Buckets()), Stream.of(IamTypes.values()))
            .flatMap(types -> types.map(AwsResourceType.class::cast))
            .toList();

    private AwsCatalogue() {}

    /** The types of a scope by service: those of one service in one region make a slice. */
    static Map<String, List<AwsResourceType>> services(AwsResourceType.Scope scope) {
        return TYPES.stream()
                .filter(type -> type.scope() == scope)
                .collect(groupingBy(AwsResourceType::service, TreeMap::new, toList()));
    }
}

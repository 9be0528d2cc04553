package io.cloudconnectors.local.cloud.aws.ec2;

import io.cloudconnectors.local.cloud.aws.account.Instance;
import io.cloudconnectors.local.cloud.aws.account.OptIn;
import io.cloudconnectors.local.cloud.aws.account.RegionResources;
import io.cloudconnectors.local.cloud.aws.account.SecurityGroup;
import io.cloudconnectors.local.cloud.aws.account.Volume;
import io.cloudconnectors.local.cloud.aws.account.Vpc;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation;
import io.cloudconnectors.local.cloud.aws.operation.AwsOperation.Access.Permission;
import io.cloudconnectors.local.cloud.aws.operation.OperationCall;
import io.cloudconnectors.local.cloud.aws.operation.Pages;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import io.cloudconnectors.local.cloud.aws.wire.Params;
import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import io.cloudconnectors.local.cloud.aws.wire.Xml;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The operations of EC2. */
public final class Ec2Operations {
    /** Without MaxResults an answer is cut here; clients must follow nextToken in any case. */
    private static final int LARGEST_PAGE = 1000;

    private static final int SMALLEST_PAGE = 5;
    private static final String REFERENCE = "; Amazon EC2 API Reference, ";

    private Ec2Operations() {}

    public static List<AwsOperation> all() {
        return List.of(
                new AwsOperation(
                        AwsService.EC2,
                        "DescribeRegions",
                        Permission.onAnything("ec2:DescribeRegions"),
                        Set.of("AllRegions", "RegionName"),
                        source("DescribeRegions"),
                        Ec2Operations::describeRegions),
                describe(
                        new Listing<>(
                                "DescribeInstances",
                                "reservationSet",
                                "InstanceId",
                                RegionResources::instances,
                                Instance::id),
                        Ec2Shapes::reservation),
                describe(
                        new Listing<>("DescribeVolumes", "volumeSet", "VolumeId", RegionResources::volumes, Volume::id),
                        Ec2Shapes::volume),
                describe(
                        new Listing<>("DescribeVpcs", "vpcSet", "VpcId", RegionResources::vpcs, Vpc::id),
                        Ec2Shapes::vpc),
                describe(
                        new Listing<>(
                                "DescribeSecurityGroups",
                                "securityGroupInfo",
                                "GroupId",
                                RegionResources::securityGroups,
                                SecurityGroup::id),
                        Ec2Shapes::securityGroup));
    }

    /** What differs between the describe calls. */
    private record Listing<T>(
            String operation,
            String element,
            String idParameter,
            Function<RegionResources, List<T>> items,
            Function<T, String> id) {}

    /** Writes one item; a shape needs the call for the owner's account. */
    private interface Shape<T> {
        void write(OperationCall call, Xml xml, T item);
    }

    private static <T> AwsOperation describe(Listing<T> listing, Shape<T> shape) {
        return new AwsOperation(
                AwsService.EC2,
                listing.operation(),
                Permission.onAnything("ec2:" + listing.operation()),
                Set.of(listing.idParameter(), "MaxResults", "NextToken"),
                source(listing.operation()),
                (call, xml) -> {
                    Pages.Page<T> page = page(listing, call);
                    xml.list(listing.element(), "item", page.items(), item -> shape.write(call, xml, item))
                            .text("nextToken", page.next());
                });
    }

    private static <T> Pages.Page<T> page(Listing<T> listing, OperationCall call) {
        Params params = call.params();
        List<T> all = listing.items().apply(call.account().resources().in(call.region()));
        List<String> ids = params.list(listing.idParameter());
        Optional<Integer> maxResults = params.integer("MaxResults");
        if (!ids.isEmpty()) {
            if (maxResults.isPresent()) {
                throw ServiceError.EC2_INVALID_PARAMETER_COMBINATION.about(
                        "The parameter " + listing.idParameter() + " cannot be used with the parameter MaxResults");
            }
            return new Pages.Page<>(
                    all.stream()
                            .filter(item -> ids.contains(listing.id().apply(item)))
                            .toList(),
                    null);
        }
        maxResults.filter(size -> size < SMALLEST_PAGE || size > LARGEST_PAGE).ifPresent(size -> {
            throw ServiceError.EC2_INVALID_PARAMETER_VALUE.about("Value ( " + size
                    + " ) for parameter maxResults is invalid. Expecting a value between " + SMALLEST_PAGE
                    + " and " + LARGEST_PAGE + ".");
        });
        return call.pages()
                .cut(
                        all,
                        params.get("NextToken"),
                        maxResults.orElse(LARGEST_PAGE),
                        CommonError.INVALID_PAGING_TOKEN.in(AwsService.EC2));
    }

    private static void describeRegions(OperationCall call, Xml xml) {
        boolean all = call.params().flag("AllRegions");
        List<String> wanted = call.params().list("RegionName");
        List<Map.Entry<String, OptIn>> regions = call.account().regions().entrySet().stream()
                .filter(region -> all || region.getValue().enabled())
                .filter(region -> wanted.isEmpty() || wanted.contains(region.getKey()))
                .toList();
        String suffix = call.account().partition().dnsSuffix();
        xml.list(
                "regionInfo",
                "item",
                regions,
                region -> xml.text("regionName", region.getKey())
                        .text("regionEndpoint", "ec2." + region.getKey() + "." + suffix)
                        .text("optInStatus", region.getValue().wireName()));
    }

    private static String source(String operation) {
        return AwsService.EC2.model() + ", " + operation + REFERENCE + operation + ", example response";
    }
}

package io.cloudconnectors.local.cloud.aws;

import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.account.Partition;
import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;

/**
 * Whether an account can be called in a region. There is one endpoint for all of AWS here, so the region of the credential
 * scope is the region of the endpoint that would have been called.
 */
final class Regions {
    private Regions() {}

    /**
     * The region that policies see: the one of the scope, but for IAM the partition's global one. An SDK that is set to
     * {@code aws-global} signs that name when its endpoint is overridden, and the real region otherwise.
     */
    static String checked(AwsService service, String region, AwsAccount account) {
        Partition partition = account.partition();
        boolean fits = service == AwsService.IAM
                ? region.equals(partition.globalRegion()) || region.equals(partition.id() + "-global")
                : partition.regions().containsKey(region);
        if (!fits) {
            throw new AwsFailure(CommonError.WRONG_SCOPE.in(service));
        }
        if (service == AwsService.IAM) {
            return partition.globalRegion();
        }
        if (!account.enabled(region)) {
            throw new AwsFailure(CommonError.REGION_NOT_ENABLED.in(service));
        }
        return region;
    }
}

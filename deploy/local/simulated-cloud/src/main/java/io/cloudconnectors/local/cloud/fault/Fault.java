package io.cloudconnectors.local.cloud.fault;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One fault. Whatever is absent matches everything.
 *
 * @param account the account whose data is asked for; for AssumeRole, the role's
 * @param service {@code sts}, {@code ec2}, {@code s3}, {@code iam} or {@code kms}
 * @param action {@code DescribeInstances}
 * @param count how many calls it hits; absent: until it is lifted
 * @param seconds how long HANG lasts at most; absent: until it is lifted. Of a THROTTLE of Azure: the answer asks to wait
 *     until so many seconds later, as a date
 * @param millis how much longer a SLOW call takes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Fault(
        @Nullable String account,
        @Nullable String service,
        @Nullable String action,
        @Nullable String region,
        FaultKind kind,
        @Nullable Integer count,
        @Nullable Integer seconds,
        @Nullable Integer millis) {

    /** A fault without milliseconds. */
    public Fault(
            @Nullable String account,
            @Nullable String service,
            @Nullable String action,
            @Nullable String region,
            FaultKind kind,
            @Nullable Integer count,
            @Nullable Integer seconds) {
        this(account, service, action, region, kind, count, seconds, null);
    }

    public Fault {
        if (kind == null) {
            throw new IllegalArgumentException("A fault needs its kind");
        }
        if (count != null && count < 1) {
            throw new IllegalArgumentException("count is 1 or more; leave it out for a fault that stays");
        }
    }

    public Fault inAccount(String id) {
        return new Fault(id, service, action, region, kind, count, seconds, millis);
    }

    boolean hits(String inAccount, String ofService, String ofAction, String inRegion) {
        return (account == null || account.equals(inAccount))
                && (service == null || service.equals(ofService))
                && (action == null || action.equals(ofAction))
                && (region == null || region.equals(inRegion));
    }
}

package io.cloudconnectors.local.cloud;

import io.cloudconnectors.local.cloud.aws.account.Partition;
import io.cloudconnectors.local.cloud.aws.auth.AccessKey;

/** The platform's own AWS identity: the only long-term key with which customers' roles can be assumed. */
public record PlatformIdentity(String accountId, Partition partition, AccessKey key) {

    /** In the commercial partition. */
    public static PlatformIdentity of(String accountId, AccessKey key) {
        return new PlatformIdentity(accountId, Partition.AWS, key);
    }

    /** With a key made now. */
    public static PlatformIdentity generate(String accountId) {
        return of(accountId, AccessKey.longTerm());
    }
}

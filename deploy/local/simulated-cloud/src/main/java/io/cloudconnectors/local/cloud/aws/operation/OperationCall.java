package io.cloudconnectors.local.cloud.aws.operation;

import io.cloudconnectors.local.cloud.aws.account.AwsAccount;
import io.cloudconnectors.local.cloud.aws.auth.Caller;
import io.cloudconnectors.local.cloud.aws.wire.Params;
import java.time.Instant;

/**
 * One authenticated call of a known operation.
 *
 * @param account the caller's account, as it is now
 * @param region of the credential scope
 * @param path of the URL, still encoded; only S3 looks at it
 */
public record OperationCall(
        AwsAccount account, Caller caller, String region, Params params, String path, Pages pages, Instant now) {}

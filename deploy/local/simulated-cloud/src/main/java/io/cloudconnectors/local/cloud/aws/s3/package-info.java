/** Amazon S3 as far as an inventory needs it: the buckets of an account and where they are. */
@NullMarked
package io.cloudconnectors.local.cloud.aws.s3;

import org.jspecify.annotations.NullMarked;

/**
 * IAM policies as far as a poller can meet them: trust, identity and service-control documents, wildcards, conditions,
 * explicit deny before allow. Follows the IAM User Guide, "Policy evaluation logic" and "IAM JSON policy elements".
 */
@NullMarked
package io.cloudconnectors.local.cloud.aws.policy;

import org.jspecify.annotations.NullMarked;

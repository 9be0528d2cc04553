/**
 * Who calls: Signature Version 4 verified from the request as it came, against credentials that this process knows. Source:
 * IAM User Guide, "Create a signed AWS API request".
 */
@NullMarked
package io.cloudconnectors.local.cloud.aws.auth;

import org.jspecify.annotations.NullMarked;

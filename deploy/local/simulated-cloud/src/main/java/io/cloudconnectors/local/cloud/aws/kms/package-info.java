/** KMS: symmetric keys that never leave, and ciphertexts bound to their encryption context. */
@NullMarked
package io.cloudconnectors.local.cloud.aws.kms;

import org.jspecify.annotations.NullMarked;

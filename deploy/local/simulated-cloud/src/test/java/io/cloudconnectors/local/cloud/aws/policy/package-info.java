@NullMarked
package io.cloudconnectors.local.cloud.aws.policy;

import org.jspecify.annotations.NullMarked;

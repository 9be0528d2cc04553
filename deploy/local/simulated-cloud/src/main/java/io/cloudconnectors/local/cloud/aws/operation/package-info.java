/** What an operation is: its name, the permission it needs, the parameters it takes, the source it follows, its answer. */
@NullMarked
package io.cloudconnectors.local.cloud.aws.operation;

import org.jspecify.annotations.NullMarked;

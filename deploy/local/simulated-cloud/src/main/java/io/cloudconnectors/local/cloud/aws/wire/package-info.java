/** What goes over the wire to an AWS SDK: form parameters in, XML out, and the errors of each service with their sources. */
@NullMarked
package io.cloudconnectors.local.cloud.aws.wire;

import org.jspecify.annotations.NullMarked;

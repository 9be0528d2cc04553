/**
 * The clouds of the local stack in one process. They speak the wire protocols of the clouds' own SDKs and are strict: what
 * AWS would refuse is refused here, in its words.
 */
@NullMarked
package io.cloudconnectors.local.cloud;

import org.jspecify.annotations.NullMarked;

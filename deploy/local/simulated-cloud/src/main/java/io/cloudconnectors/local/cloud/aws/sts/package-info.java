/** AWS Security Token Service: who am I, and sessions of a role that trusts the caller. */
@NullMarked
package io.cloudconnectors.local.cloud.aws.sts;

import org.jspecify.annotations.NullMarked;

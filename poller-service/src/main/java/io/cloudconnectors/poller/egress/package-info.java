/** Where the clients of the clouds may connect to, and the one way in which those without an own transport do. */
@NullMarked
package io.cloudconnectors.poller.egress;

import org.jspecify.annotations.NullMarked;

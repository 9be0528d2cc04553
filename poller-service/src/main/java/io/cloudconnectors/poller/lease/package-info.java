/** The lease protocol towards connector-api: lease and heartbeat, as outcomes. */
@NullMarked
package io.cloudconnectors.poller.lease;

import org.jspecify.annotations.NullMarked;

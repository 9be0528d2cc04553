/** The clock, as a bean. */
@NullMarked
package io.cloudconnectors.poller.time;

import org.jspecify.annotations.NullMarked;

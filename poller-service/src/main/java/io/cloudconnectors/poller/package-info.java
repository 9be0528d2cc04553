/** The poller: stateless workers that lease runs and look at cloud accounts. */
@NullMarked
package io.cloudconnectors.poller;

import org.jspecify.annotations.NullMarked;

/** One credential for one leased run, from the vault. */
@NullMarked
package io.cloudconnectors.poller.credential;

import org.jspecify.annotations.NullMarked;

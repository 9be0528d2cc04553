/** Who may have a secret: the holder of a service identity and of a leased run's token, nobody else. */
@NullMarked
package io.cloudconnectors.vault.access;

import org.jspecify.annotations.NullMarked;

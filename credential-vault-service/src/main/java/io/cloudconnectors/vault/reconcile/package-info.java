/** Versions that nobody committed: connector-api is asked about them, and what it does not know is deleted. */
@NullMarked
package io.cloudconnectors.vault.reconcile;

import org.jspecify.annotations.NullMarked;

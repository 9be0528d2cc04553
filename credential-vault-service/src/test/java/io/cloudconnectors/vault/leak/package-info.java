/** A search for secrets in all that the vault says and writes, with every logger at its loudest. */
@NullMarked
package io.cloudconnectors.vault.leak;

import org.jspecify.annotations.NullMarked;

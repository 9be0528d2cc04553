/**
 * The versions of credentials, of which everything is kept here but the secret, and the vault as seen from here: it is
 * written to, and never read.
 */
@NullMarked
package io.cloudconnectors.api.credential;

import org.jspecify.annotations.NullMarked;

/** Credentials as connector-api writes them: validated, sealed as immutable versions, shredded. */
@NullMarked
package io.cloudconnectors.vault.secret;

import org.jspecify.annotations.NullMarked;

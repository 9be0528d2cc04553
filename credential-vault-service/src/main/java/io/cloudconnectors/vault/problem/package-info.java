/** Errors as application/problem+json (RFC 9457), categorised once. */
@NullMarked
package io.cloudconnectors.vault.problem;

import org.jspecify.annotations.NullMarked;

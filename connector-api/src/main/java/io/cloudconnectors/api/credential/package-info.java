/**
 * The vault as seen from here: write-only.
 */
@NullMarked
package io.cloudconnectors.api.credential;

import org.jspecify.annotations.NullMarked;

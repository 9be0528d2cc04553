/** The clock, as a bean. */
@NullMarked
package io.cloudconnectors.vault.time;

import org.jspecify.annotations.NullMarked;

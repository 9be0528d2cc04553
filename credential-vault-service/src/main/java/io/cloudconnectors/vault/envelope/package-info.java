/** The envelope: data keys under tenant keys under the KEK, and records that say how they were sealed. */
@NullMarked
package io.cloudconnectors.vault.envelope;

import org.jspecify.annotations.NullMarked;

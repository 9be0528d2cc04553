/** Rotation of each level of keys while the vault serves, and the shredding of a tenant. */
@NullMarked
package io.cloudconnectors.vault.rotation;

import org.jspecify.annotations.NullMarked;

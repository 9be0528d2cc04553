/** Whether the vault is ready, degraded or sealed: signs of the features, looked at in the background. */
@NullMarked
package io.cloudconnectors.vault.state;

import org.jspecify.annotations.NullMarked;

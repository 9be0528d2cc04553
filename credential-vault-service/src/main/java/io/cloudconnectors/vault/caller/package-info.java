/** Who calls, how often they may, and the record of what they did. */
@NullMarked
package io.cloudconnectors.vault.caller;

import org.jspecify.annotations.NullMarked;

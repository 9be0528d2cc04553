/** The vault among the other services. */
@NullMarked
package io.cloudconnectors.system.vault;

import org.jspecify.annotations.NullMarked;

/** What one tenant can learn of another: nothing. */
@NullMarked
package io.cloudconnectors.system.tenant;

import org.jspecify.annotations.NullMarked;

/**
 * The end of credentials: at which distances it is warned of, and the events that tell of them.
 */
@NullMarked
package io.cloudconnectors.api.expiry;

import org.jspecify.annotations.NullMarked;

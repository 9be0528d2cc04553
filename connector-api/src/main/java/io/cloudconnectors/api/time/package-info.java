/**
 * The clock, injected.
 */
@NullMarked
package io.cloudconnectors.api.time;

import org.jspecify.annotations.NullMarked;

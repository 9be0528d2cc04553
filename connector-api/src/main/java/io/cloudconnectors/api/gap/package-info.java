/**
 * What accounts deny: counted when results are taken in, told to the next lease, and shown to the customer with exactly what to
 * allow.
 */
@NullMarked
package io.cloudconnectors.api.gap;

import org.jspecify.annotations.NullMarked;

/**
 * How often somebody may call: token buckets per tenant and class of operation, and per address for requests without a
 * token. Each instance counts for itself.
 */
@NullMarked
package io.cloudconnectors.api.limit;

import org.jspecify.annotations.NullMarked;

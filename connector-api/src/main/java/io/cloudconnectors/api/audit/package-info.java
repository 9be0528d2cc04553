/**
 * Who did what to which connector, written in the transaction that does it: an append-only hash chain per tenant.
 */
@NullMarked
package io.cloudconnectors.api.audit;

import org.jspecify.annotations.NullMarked;

/**
 * Who did what to which connector, written in the transaction that does it.
 */
@NullMarked
package io.cloudconnectors.api.audit;

import org.jspecify.annotations.NullMarked;

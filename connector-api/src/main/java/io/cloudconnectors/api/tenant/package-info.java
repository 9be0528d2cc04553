/**
 * Whose data it is. Both layers of isolation start here: a value that narrowed views are made from, and transactions that tell it to row-level security.
 */
@NullMarked
package io.cloudconnectors.api.tenant;

import org.jspecify.annotations.NullMarked;

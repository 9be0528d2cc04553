/**
 * Lists: pages, and keyset cursors bound to tenant and query.
 */
@NullMarked
package io.cloudconnectors.api.page;

import org.jspecify.annotations.NullMarked;

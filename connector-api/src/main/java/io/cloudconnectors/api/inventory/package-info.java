/**
 * Assets that runs found, as clients see them.
 */
@NullMarked
package io.cloudconnectors.api.inventory;

import org.jspecify.annotations.NullMarked;

/** What the SQL of lists shares: conditions put together from constants, and rows read by column name. */
@NullMarked
package io.cloudconnectors.api.query;

import org.jspecify.annotations.NullMarked;

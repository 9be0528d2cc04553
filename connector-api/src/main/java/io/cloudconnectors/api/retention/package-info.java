/**
 * The end of what the engine leaves behind: the days of {@code run} and {@code slice_result} are made ahead of time and
 * dropped when their time is over, and staged chunks that nobody came for are deleted.
 */
@NullMarked
package io.cloudconnectors.api.retention;

import org.jspecify.annotations.NullMarked;

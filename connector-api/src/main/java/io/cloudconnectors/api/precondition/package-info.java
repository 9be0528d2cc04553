/** Changes that hold only if nobody was faster: entity tags of answers, and {@code If-Match}. */
@NullMarked
package io.cloudconnectors.api.precondition;

import org.jspecify.annotations.NullMarked;

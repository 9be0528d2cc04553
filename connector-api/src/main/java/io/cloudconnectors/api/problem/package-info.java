/**
 * Everything that a client can be told went wrong: one enum of codes, one shape (RFC 9457), one place that maps exceptions to it.
 */
@NullMarked
package io.cloudconnectors.api.problem;

import org.jspecify.annotations.NullMarked;

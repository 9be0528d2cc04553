/** Tests of who sends requests. */
@NullMarked
package io.cloudconnectors.api.security;

import org.jspecify.annotations.NullMarked;

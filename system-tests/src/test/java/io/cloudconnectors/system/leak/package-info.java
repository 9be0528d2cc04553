/** A search for secrets in everything that the suite writes down or says. */
@NullMarked
package io.cloudconnectors.system.leak;

import org.jspecify.annotations.NullMarked;

/** {@code ./dev} as a person meets it: what it says when something is missing, and what it leaves behind (nothing). */
@NullMarked
package io.cloudconnectors.system.dev;

import org.jspecify.annotations.NullMarked;

/** The dependency directions of docs/architecture.md, as tests. */
@NullMarked
package io.cloudconnectors.system.architecture;

import org.jspecify.annotations.NullMarked;

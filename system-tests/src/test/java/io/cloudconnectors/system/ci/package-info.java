/** Connectors from CI, as a job does it. */
@NullMarked
package io.cloudconnectors.system.ci;

import org.jspecify.annotations.NullMarked;

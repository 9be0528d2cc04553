/** Runs: their life from queued to finished, and what clients can do with them. */
@NullMarked
package io.cloudconnectors.api.run;

import org.jspecify.annotations.NullMarked;

/** Runs over real processes: what happens when one dies, is told to stop, or loses a part of its results. */
@NullMarked
package io.cloudconnectors.system.run;

import org.jspecify.annotations.NullMarked;

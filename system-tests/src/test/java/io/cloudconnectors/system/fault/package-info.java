/** Fault runs, which {@code ./dev faults} starts: seeded, longer than a test, and counted instead of asserted. */
@NullMarked
package io.cloudconnectors.system.fault;

import org.jspecify.annotations.NullMarked;

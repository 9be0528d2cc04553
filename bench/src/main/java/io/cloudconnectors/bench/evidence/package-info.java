/** What tells why a figure is as it is: processor time of each process, commits, fsyncs, what sessions wait for. */
@NullMarked
package io.cloudconnectors.bench.evidence;

import org.jspecify.annotations.NullMarked;

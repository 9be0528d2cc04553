/**
 * The lease protocol under faults, without threads, sockets or a real clock. A schedule is all that a seed decides: who
 * runs when, what is lost, who crashes, sleeps or has the wrong time. The services' own classes run on ports in memory and
 * stop at each of them until the schedule lets them go on.
 */
@NullMarked
package io.cloudconnectors.simulation;

import org.jspecify.annotations.NullMarked;

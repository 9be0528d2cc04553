/**
 * Histories of runs with faults and the invariants that hold of each, whether the faults were simulated or real. Knows no
 * service and no framework: who watches a system translates what it sees into {@link Event events}.
 */
@NullMarked
package io.cloudconnectors.history;

import org.jspecify.annotations.NullMarked;

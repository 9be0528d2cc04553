/**
 * The end of a run and what it means for its connector: the rules of states are a pure function, and one fenced statement
 * writes what they decide.
 */
@NullMarked
package io.cloudconnectors.api.outcome;

import org.jspecify.annotations.NullMarked;

package io.cloudconnectors.history;

/** An invariant that did not hold, and what shows it. */
public record Violation(Invariant invariant, String what) {}

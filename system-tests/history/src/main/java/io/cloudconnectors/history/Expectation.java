package io.cloudconnectors.history;

/** Where a connector is to stand after the runs that ended so far. */
record Expectation(boolean offline, int failures, boolean known) {
    private static final int TOO_MANY = 3;

    /** Of a connector that had no run. */
    static final Expectation FIRST = new Expectation(false, 0, true);

    Expectation after(Event.Judgement judgement) {
        return switch (judgement) {
            case GOOD -> FIRST;
            case TRANSIENT -> new Expectation(offline || failures + 1 >= TOO_MANY, failures + 1, known);
            case NOTHING -> this;
            case OTHER -> new Expectation(offline, failures, false);
        };
    }

    boolean allows(Event.Stands stands) {
        return !known || (stands.offline() == offline && stands.failures() == failures);
    }

    /** Whatever was expected, it is so now. */
    static Expectation of(Event.Stands stands) {
        return new Expectation(stands.offline(), stands.failures(), true);
    }
}

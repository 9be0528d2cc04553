package io.cloudconnectors.vault.rotation;

import java.util.List;

/**
 * What a level has left to do after one batch.
 *
 * <p>A level is idempotent at every point: whoever takes it up begins anew, and finds what was done.
 */
sealed interface Pass {
    /** There may be more. */
    record More(int moved) implements Pass {}

    /** Nothing is left but records that do not open. */
    record Exhausted() implements Pass {}

    /** What a rotation of one level does. The state of a pass over its records is the object's own. */
    interface Level {
        /** Makes the key to which it goes, unless there is one, and says what there is to do. */
        Plan prepare();

        /** Moves some records in the order of their keys, each once. */
        Pass next();

        /** How many of those that were met do not open. */
        long broken();

        /** Whether the old keys are gone: called when nothing was moved for the grace time, and may find a straggler. */
        boolean retire();
    }

    /** How many records there are to move, and by which keys they are sealed. */
    record Plan(long total, List<String> sources) {}
}

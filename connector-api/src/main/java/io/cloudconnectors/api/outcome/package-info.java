/**
 * The end of a run and what it means for its connector: the rules of states are a pure function, read from and written to
 * locked rows in one transaction, with the event of a transition in the outbox.
 */
@NullMarked
package io.cloudconnectors.api.outcome;

import org.jspecify.annotations.NullMarked;

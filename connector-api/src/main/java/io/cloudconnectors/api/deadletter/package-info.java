/**
 * Records that could never be processed, on a topic of their own, and the operator's command that lists, shows and replays
 * them.
 */
@NullMarked
package io.cloudconnectors.api.deadletter;

import org.jspecify.annotations.NullMarked;

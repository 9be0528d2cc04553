/**
 * Politeness: how fast the clouds are asked on behalf of each account. Buckets of tokens that all runs of this process
 * share, slowed when a cloud says that it is asked too often.
 */
@NullMarked
package io.cloudconnectors.poller.pace;

import org.jspecify.annotations.NullMarked;

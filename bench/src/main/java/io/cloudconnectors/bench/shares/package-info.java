/**
 * {@code ./dev bench shares}: eight pollers on four partitions, as a consumer group and as a share group (KIP-932). What it showed
 * is in docs/adr/0022-consumer-groups-for-run-topics.md.
 */
@NullMarked
package io.cloudconnectors.bench.shares;

import org.jspecify.annotations.NullMarked;

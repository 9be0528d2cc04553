/**
 * A Kafka broker for one machine: a real KRaft node, broker and controller in one process, started by {@code
 * local-servers} from this module's jars. Nothing depends on this package; its libraries are on no other class path.
 */
@NullMarked
package io.cloudconnectors.local.broker;

import org.jspecify.annotations.NullMarked;

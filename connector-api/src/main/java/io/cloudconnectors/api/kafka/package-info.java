/** How the engine reaches Kafka: its clients, and the topics that it makes sure of. */
@NullMarked
package io.cloudconnectors.api.kafka;

import org.jspecify.annotations.NullMarked;

/**
 * Starts the whole product on one machine: PostgreSQL, Kafka, Keycloak, the simulated cloud and the services, each a
 * process of its own. {@link io.cloudconnectors.local.launcher.Main} is what {@code ./dev} calls; tests that need the
 * stack use {@link io.cloudconnectors.local.launcher.Stack}, which also kills and restarts single processes.
 */
@NullMarked
package io.cloudconnectors.local.launcher;

import org.jspecify.annotations.NullMarked;

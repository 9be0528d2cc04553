/**
 * The servers that the services need, real ones, from one place: tests get theirs from {@link
 * io.cloudconnectors.local.servers.TestServers}, the launcher of the local stack starts the same ones durably. {@link
 * io.cloudconnectors.local.servers.PostgresServer} and {@link io.cloudconnectors.local.servers.KafkaServer} are what
 * callers see; processes started from Maven artifacts are one way to get them, containers can be another.
 */
@NullMarked
package io.cloudconnectors.local.servers;

import org.jspecify.annotations.NullMarked;

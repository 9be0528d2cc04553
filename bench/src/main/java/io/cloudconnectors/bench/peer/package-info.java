/**
 * What connector-api's dispatcher and its intake of results are measured beside, each in a JVM of its own with the options of
 * connector-api: a raw pipeline, db-scheduler, and a raw COPY and MERGE. They take what they are told from their environment.
 */
@NullMarked
package io.cloudconnectors.bench.peer;

import org.jspecify.annotations.NullMarked;

/**
 * Connection tests of connectors and drafts: asked for by clients, done by pollers as runs with the trigger TEST, kept apart
 * from runs (ADR 0014).
 */
@NullMarked
package io.cloudconnectors.api.connectiontest;

import org.jspecify.annotations.NullMarked;

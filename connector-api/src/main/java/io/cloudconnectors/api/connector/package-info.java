/**
 * Connectors: what customers configure, created, read, listed, changed and deleted.
 */
@NullMarked
package io.cloudconnectors.api.connector;

import org.jspecify.annotations.NullMarked;

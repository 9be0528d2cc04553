/**
 * The end of connectors: secrets first, then assets, runs and the connector itself.
 */
@NullMarked
package io.cloudconnectors.api.purge;

import org.jspecify.annotations.NullMarked;

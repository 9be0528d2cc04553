/** The simulated Azure as a client sees it over https. */
@org.jspecify.annotations.NullMarked
package io.cloudconnectors.local.cloud.azure;

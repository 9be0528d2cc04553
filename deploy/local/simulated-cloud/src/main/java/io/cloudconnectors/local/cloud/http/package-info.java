/** The smallest HTTP server that the simulated clouds need: loopback only, one virtual thread a request, whole bodies. */
@NullMarked
package io.cloudconnectors.local.cloud.http;

import org.jspecify.annotations.NullMarked;

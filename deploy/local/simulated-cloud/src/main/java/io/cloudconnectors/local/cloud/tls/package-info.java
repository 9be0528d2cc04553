/** Certificates for servers and clients of this machine, made when they are needed and kept nowhere else. */
@NullMarked
package io.cloudconnectors.local.cloud.tls;

import org.jspecify.annotations.NullMarked;

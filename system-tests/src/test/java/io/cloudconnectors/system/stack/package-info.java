/** The stack that end-to-end tests share, and what a test does to it: as a client, as a customer, as a poller. */
@NullMarked
package io.cloudconnectors.system.stack;

import org.jspecify.annotations.NullMarked;

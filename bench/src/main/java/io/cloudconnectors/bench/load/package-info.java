/** A closed loop of clients over kept-alive connections, and what came of it. */
@NullMarked
package io.cloudconnectors.bench.load;

import org.jspecify.annotations.NullMarked;

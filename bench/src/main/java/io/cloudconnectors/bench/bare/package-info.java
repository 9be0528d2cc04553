/**
 * The peer of the API's reads: the same HTTP server, the same statements under the same role with row-level security, and
 * nothing else. It runs in a process of its own.
 */
@NullMarked
package io.cloudconnectors.bench.bare;

import org.jspecify.annotations.NullMarked;

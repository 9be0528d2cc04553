/**
 * {@code ./dev bench poller}: a poller as it is packaged before a simulated AWS, beside a bare loop over the same SDK. The method
 * is told in docs/bench/poller.md.
 */
@NullMarked
package io.cloudconnectors.bench.poller;

import org.jspecify.annotations.NullMarked;

/** What a run saw, on its way to the results topic. */
@NullMarked
package io.cloudconnectors.poller.report;

import org.jspecify.annotations.NullMarked;

/** The log of calls, so that a test can say what was asked, by whom, and that nothing more was asked after a moment. */
@NullMarked
package io.cloudconnectors.local.cloud.calls;

import org.jspecify.annotations.NullMarked;

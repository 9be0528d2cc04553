/** The border to the clouds: sign in, plan slices, look at each. */
@NullMarked
package io.cloudconnectors.poller.provider;

import org.jspecify.annotations.NullMarked;

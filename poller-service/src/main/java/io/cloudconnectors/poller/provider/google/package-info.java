/** Google Cloud: what a customer's service-account key file says, read without trust. */
@NullMarked
package io.cloudconnectors.poller.provider.google;

import org.jspecify.annotations.NullMarked;

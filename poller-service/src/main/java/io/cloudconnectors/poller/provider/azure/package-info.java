/** Azure: sign in as the customer's application, then ask Resource Graph. The only package that knows the Azure SDK. */
@NullMarked
package io.cloudconnectors.poller.provider.azure;

import org.jspecify.annotations.NullMarked;

/**
 * Google Cloud: a token for the customer's service account, then Cloud Asset Inventory or the services' own lists. The only
 * package that knows Google's SDK.
 */
@NullMarked
package io.cloudconnectors.poller.provider.google;

import org.jspecify.annotations.NullMarked;

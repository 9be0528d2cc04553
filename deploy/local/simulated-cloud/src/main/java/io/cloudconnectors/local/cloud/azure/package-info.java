/**
 * Azure on one https endpoint: Entra ID's token endpoint and Azure Resource Manager with Resource Graph. A token is minted per
 * sign-in and checked on each call; role assignments decide as they are at that moment, and one subscription's data is all that
 * a call sees. Each operation and error cites what it follows.
 */
@NullMarked
package io.cloudconnectors.local.cloud.azure;

import org.jspecify.annotations.NullMarked;

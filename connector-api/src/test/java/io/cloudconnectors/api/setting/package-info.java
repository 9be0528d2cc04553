/** What the integration tests run against: real servers, an identity provider and a vault of this process. */
@NullMarked
package io.cloudconnectors.api.setting;

import org.jspecify.annotations.NullMarked;

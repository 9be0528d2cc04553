/** AWS: assume the customer's role, then list and describe. The only package that knows the AWS SDK. */
@NullMarked
package io.cloudconnectors.poller.provider.aws;

import org.jspecify.annotations.NullMarked;

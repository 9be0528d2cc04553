/**
 * AWS on one endpoint. A call goes through the same steps whatever the service: whose signature, which operation, a fault if
 * one is set, region, permission, answer. The operations are in a package per service and cite the model they follow.
 */
@NullMarked
package io.cloudconnectors.local.cloud.aws;

import org.jspecify.annotations.NullMarked;

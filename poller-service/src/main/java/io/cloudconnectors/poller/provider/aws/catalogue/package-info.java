/**
 * What is read of an AWS account: one entry for each resource type, with the call that lists it, the permission that the
 * call needs and the mapping of the answer. An entry asks for one page and maps it; paging, renewed sessions and denials
 * are the same for all and live elsewhere.
 */
@NullMarked
package io.cloudconnectors.poller.provider.aws.catalogue;

import org.jspecify.annotations.NullMarked;

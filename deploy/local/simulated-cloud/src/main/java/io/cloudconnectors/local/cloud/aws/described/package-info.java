/**
 * Operations that have no shape of their own here: what they answer stands in the account's description, in the words of the
 * service's own answer. One declaration says how an operation is asked, which permission it needs and how its list is cut.
 */
@NullMarked
package io.cloudconnectors.local.cloud.aws.described;

import org.jspecify.annotations.NullMarked;

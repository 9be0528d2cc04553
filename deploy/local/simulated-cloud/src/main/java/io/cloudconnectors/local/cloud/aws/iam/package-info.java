/** AWS IAM: users and roles for the inventory, and what a customer does to let the platform in and out. */
@NullMarked
package io.cloudconnectors.local.cloud.aws.iam;

import org.jspecify.annotations.NullMarked;

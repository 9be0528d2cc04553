/** Amazon EC2 as far as an inventory needs it: regions, instances, volumes, VPCs and security groups, in pages. */
@NullMarked
package io.cloudconnectors.local.cloud.aws.ec2;

import org.jspecify.annotations.NullMarked;

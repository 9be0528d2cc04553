/** What goes wrong on purpose: faults by account, service, action and region, for some calls or until lifted. */
@NullMarked
package io.cloudconnectors.local.cloud.fault;

import org.jspecify.annotations.NullMarked;

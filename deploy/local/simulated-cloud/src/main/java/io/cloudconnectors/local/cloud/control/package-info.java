/** The simulator's own API, which no cloud has: accounts, administrators, resources, faults and the log of calls. */
@NullMarked
package io.cloudconnectors.local.cloud.control;

import org.jspecify.annotations.NullMarked;

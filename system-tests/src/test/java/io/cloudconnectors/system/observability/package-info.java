/** What operators are told: metrics, rules, dashboard and runbooks fit together, and the running services tell them. */
@NullMarked
package io.cloudconnectors.system.observability;

import org.jspecify.annotations.NullMarked;

/**
 * Who calls, with which role, for which tenant.
 */
@NullMarked
package io.cloudconnectors.api.security;

import org.jspecify.annotations.NullMarked;

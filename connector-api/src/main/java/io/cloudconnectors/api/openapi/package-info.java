/** The OpenAPI document: what holds for every operation, said once instead of at each. */
@NullMarked
package io.cloudconnectors.api.openapi;

import org.jspecify.annotations.NullMarked;

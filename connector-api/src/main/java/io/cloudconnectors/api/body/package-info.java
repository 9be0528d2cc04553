/**
 * Request bodies as trees, and forms that read them member by member, so that every error is collected with its exact pointer.
 */
@NullMarked
package io.cloudconnectors.api.body;

import org.jspecify.annotations.NullMarked;

/**
 * Headers that cannot be a line of configuration. The fixed ones are {@code quarkus.http.header} and
 * {@code quarkus.http.filter}.
 */
@NullMarked
package io.cloudconnectors.api.header;

import org.jspecify.annotations.NullMarked;

/**
 * The forms of connectors as a frontend renders them: JSON Schema, made from the declarations that bodies are read by.
 */
@NullMarked
package io.cloudconnectors.api.form;

import org.jspecify.annotations.NullMarked;

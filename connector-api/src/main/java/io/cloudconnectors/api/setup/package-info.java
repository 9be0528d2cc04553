/**
 * What a customer pastes to let the platform in: policies, roles, templates and scripts, filled with the values of one
 * connector. Everything that a template contains and a customer wrote is escaped for the template's language.
 */
@NullMarked
package io.cloudconnectors.api.setup;

import org.jspecify.annotations.NullMarked;

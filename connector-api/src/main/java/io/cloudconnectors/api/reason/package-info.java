/**
 * The sentences for people that stand behind reason codes.
 */
@NullMarked
package io.cloudconnectors.api.reason;

import org.jspecify.annotations.NullMarked;

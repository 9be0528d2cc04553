/**
 * Drafts: the id and, of AWS, the External ID of a connector to come, reserved for a day, so that the customer can make the
 * role, and test it, before anything is stored.
 */
@NullMarked
package io.cloudconnectors.api.draft;

import org.jspecify.annotations.NullMarked;

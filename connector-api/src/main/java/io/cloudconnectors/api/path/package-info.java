/**
 * Ids in paths, and what is said about those that lead nowhere.
 */
@NullMarked
package io.cloudconnectors.api.path;

import org.jspecify.annotations.NullMarked;

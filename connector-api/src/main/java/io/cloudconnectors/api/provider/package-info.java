/**
 * What is particular to one cloud: the fields of its form and what they mean.
 */
@NullMarked
package io.cloudconnectors.api.provider;

import org.jspecify.annotations.NullMarked;

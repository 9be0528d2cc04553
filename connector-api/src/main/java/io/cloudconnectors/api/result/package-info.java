/**
 * What pollers report: chunks into staging, complete slices into the inventory, finished runs into their end. A batch is
 * taken in whole before its offsets are committed, and taking it in again changes nothing.
 */
@NullMarked
package io.cloudconnectors.api.result;

import org.jspecify.annotations.NullMarked;

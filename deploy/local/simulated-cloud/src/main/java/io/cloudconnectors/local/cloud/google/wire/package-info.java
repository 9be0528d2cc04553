/** What is asked for and how it is refused, in the words of each of Google's APIs. */
@NullMarked
package io.cloudconnectors.local.cloud.google.wire;

import org.jspecify.annotations.NullMarked;

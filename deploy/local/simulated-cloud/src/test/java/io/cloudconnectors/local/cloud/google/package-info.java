@NullMarked
package io.cloudconnectors.local.cloud.google;

import org.jspecify.annotations.NullMarked;

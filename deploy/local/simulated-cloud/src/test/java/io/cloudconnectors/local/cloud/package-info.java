@NullMarked
package io.cloudconnectors.local.cloud;

import org.jspecify.annotations.NullMarked;

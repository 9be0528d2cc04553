@NullMarked
package io.cloudconnectors.local.cloud.http;

import org.jspecify.annotations.NullMarked;

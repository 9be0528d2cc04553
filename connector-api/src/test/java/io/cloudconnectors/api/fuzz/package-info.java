@NullMarked
package io.cloudconnectors.api.fuzz;

import org.jspecify.annotations.NullMarked;

/** The HTTP request that is being answered, for whoever is called far below the resource. */
@NullMarked
package io.cloudconnectors.api.request;

import org.jspecify.annotations.NullMarked;

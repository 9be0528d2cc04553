/** Work that is done again and again in the background, each kind on a virtual thread of its own. */
@NullMarked
package io.cloudconnectors.api.loop;

import org.jspecify.annotations.NullMarked;

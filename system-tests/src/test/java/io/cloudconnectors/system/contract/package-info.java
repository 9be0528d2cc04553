/** What the published API promises to those who wrote a client for it. */
@NullMarked
package io.cloudconnectors.system.contract;

import org.jspecify.annotations.NullMarked;

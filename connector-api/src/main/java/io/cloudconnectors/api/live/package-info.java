/**
 * What changes, told to clients as it happens: server-sent events of a tenant or of one connector, resumable.
 */
@NullMarked
package io.cloudconnectors.api.live;

import org.jspecify.annotations.NullMarked;

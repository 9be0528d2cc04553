/** Google Cloud: its token endpoint and the read calls of Resource Manager, Cloud Asset, Service Usage, Compute and Storage, strictly. */
@NullMarked
package io.cloudconnectors.local.cloud.google;

import org.jspecify.annotations.NullMarked;

/** Projects with their service accounts, APIs, bindings and resources, read from YAML and changed by the customer. */
@NullMarked
package io.cloudconnectors.local.cloud.google.project;

import org.jspecify.annotations.NullMarked;

/** The key-encryption key behind a small port; what holds it (a file, a KMS) is an adapter. */
@NullMarked
package io.cloudconnectors.vault.kek;

import org.jspecify.annotations.NullMarked;

/** What a restored pair of databases lacks: versions whose keys the keystore does not have. */
@NullMarked
package io.cloudconnectors.vault.restore;

import org.jspecify.annotations.NullMarked;

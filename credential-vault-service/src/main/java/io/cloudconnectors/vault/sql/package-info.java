/** Statements as repositories run them: bound by position, failing as one kind of exception. */
@NullMarked
package io.cloudconnectors.vault.sql;

import org.jspecify.annotations.NullMarked;

/** The audit log: one hash chain per instance, written durably before a secret leaves. */
@NullMarked
package io.cloudconnectors.vault.audit;

import org.jspecify.annotations.NullMarked;

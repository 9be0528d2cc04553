/**
 * {@code ./dev bench vault}: a reveal with its durable audit record beside a bare endpoint that reads one row, the vault's
 * cryptography beside the bare JDK's, a rotation of very many data keys and what it does to reveals, and a KMS that takes its time. The
 * method is told in docs/bench/vault.md.
 */
@NullMarked
package io.cloudconnectors.bench.vault;

import org.jspecify.annotations.NullMarked;

package io.cloudconnectors.api.credential;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** What this service reads of a problem that the vault answers. */
@JsonIgnoreProperties(ignoreUnknown = true)
record VaultProblem(@Nullable String code) {}

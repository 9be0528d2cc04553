package io.cloudconnectors.vault.rotation;

import java.time.Duration;
import java.util.UUID;

/** A rotation that this instance works on, for as long as it renews that. */
record Claim(Rotation rotation, UUID instance, Duration lease) {}

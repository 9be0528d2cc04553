package io.cloudconnectors.local.cloud.google.project;

import java.security.PublicKey;

/** The half of a key that Google keeps. */
public record ServiceAccountKey(String id, PublicKey publicKey) {}

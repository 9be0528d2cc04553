package io.cloudconnectors.local.cloud.aws.account;

import java.time.Instant;

/** An S3 bucket. */
public record Bucket(String name, String region, Instant createdAt) {}

package io.cloudconnectors.local.cloud.aws.policy;

/** What the statements of a document say about one request. */
enum Effect {
    ALLOW,
    DENY,
    /** No statement matches: an implicit deny. */
    SILENT
}

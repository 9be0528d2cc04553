package io.cloudconnectors.local.cloud.aws.wire;

/** How a service is asked, and answers (Smithy 2.0, AWS protocols). */
public enum Protocol {
    /** A form in, XML out. */
    QUERY,
    /** EC2's own kind of Query. */
    EC2,
    /** S3: a path in, XML out. */
    REST_XML,
    /** The operation in a header, JSON in and out. */
    JSON,
    /** The operation by method and path, JSON out. */
    REST_JSON
}

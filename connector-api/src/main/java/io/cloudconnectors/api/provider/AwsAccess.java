package io.cloudconnectors.api.provider;

/** How much a role is allowed to read. */
public enum AwsAccess {
    /** The AWS-managed policy SecurityAudit and what it lacks: what later versions read is there before they come. */
    SECURITY_AUDIT,
    /** What a run calls today, action by action, and nothing else. */
    MINIMAL
}

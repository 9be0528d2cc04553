package io.cloudconnectors.contracts;

/**
 * A permission that an account has denied several times in a row. A run reports it as it was reported before, without
 * a call.
 *
 * @param slice where it was denied
 * @param reason as it was reported; its subject is the permission
 */
public record KnownDenial(SliceKey slice, Reason reason) {}

package io.cloudconnectors.local.cloud.aws.policy;

/** The answer of a policy evaluation. */
public sealed interface Decision {
    /** Some statement allows it and none denies it. */
    record Allowed() implements Decision {}

    /** @param because the last part of AWS's access denied message: {@code with an explicit deny in ...} */
    record Denied(String because) implements Decision {}
}

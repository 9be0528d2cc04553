package io.cloudconnectors.api.idempotency;

/** What there is under a key when a request brings it. */
sealed interface Found {
    /** Nothing that finished: the request is carried out. */
    record Free(Claim claim) implements Found {}

    /** The same request was answered. */
    record Answered(KeptAnswer answer) implements Found {}

    /** The same request is going. */
    record Going() implements Found {}

    /** Another request has the key. */
    record Taken() implements Found {}
}

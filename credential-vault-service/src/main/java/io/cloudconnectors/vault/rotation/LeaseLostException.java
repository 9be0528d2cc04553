package io.cloudconnectors.vault.rotation;

/** Another instance has taken the rotation up; what was not committed is not done. */
final class LeaseLostException extends RuntimeException {
    LeaseLostException() {
        super("Another instance works on this rotation");
    }
}

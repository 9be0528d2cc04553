package io.cloudconnectors.vault.secret;

/** A body is not what the contract says; nothing of it is told. */
final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException() {
        super("Not the members of the contract");
    }
}

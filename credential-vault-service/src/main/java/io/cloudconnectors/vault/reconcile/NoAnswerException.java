package io.cloudconnectors.vault.reconcile;

/** Nothing is known. That is never the same as: it knows none of them. */
final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1;

    NoAnswerException(String why) {
        super(why);
    }
}

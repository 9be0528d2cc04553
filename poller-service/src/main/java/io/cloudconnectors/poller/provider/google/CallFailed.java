package io.cloudconnectors.poller.provider.google;

/** Ends a call that Google did not answer as wished. Made without cause and stack trace: it is an outcome. */
@SuppressWarnings("serial")
final class CallFailed extends Exception {
    private final Symptom symptom;

    CallFailed(Symptom symptom) {
        super(String.valueOf(symptom.code()), null, false, false);
        this.symptom = symptom;
    }

    Symptom symptom() {
        return symptom;
    }
}

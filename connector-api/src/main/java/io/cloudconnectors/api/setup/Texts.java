package io.cloudconnectors.api.setup;

/** What all templates say. */
final class Texts {
    private Texts() {}

    /** The first line of a file, for a comment. */
    static String title(Setup setup) {
        return "Set-up of the connector " + setup.connectorId() + ": " + Escape.line(setup.name());
    }

    /** A description that every cloud takes: it has nothing in it that a customer wrote. */
    static String roleDescription(Setup setup) {
        return "Read-only access for Cloud Connectors, connector " + setup.connectorId();
    }
}

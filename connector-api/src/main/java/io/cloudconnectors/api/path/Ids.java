package io.cloudconnectors.api.path;

import io.cloudconnectors.api.problem.ProblemCode;
import io.cloudconnectors.api.problem.ProblemException;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids in paths. One that no connector can have, an unknown one and another tenant's all get the same answer. */
public final class Ids {
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private static final Pattern VERSION_FORM = Pattern.compile("[1-9][0-9]{0,8}");

    private Ids() {}

    /** @throws ProblemException CONNECTOR_NOT_FOUND */
    public static UUID connector(String text) {
        return id(text, connectorNotFound());
    }

    /** @throws ProblemException RUN_NOT_FOUND */
    public static UUID run(String text) {
        return id(text, runNotFound());
    }

    /**
     * A version of a credential.
     *
     * @throws ProblemException CREDENTIAL_VERSION_NOT_FOUND
     */
    public static int credentialVersion(String text) {
        if (!VERSION_FORM.matcher(text).matches()) {
            throw credentialVersionNotFound();
        }
        return Integer.parseInt(text);
    }

    /** The credential has no such version. */
    public static ProblemException credentialVersionNotFound() {
        return new ProblemException(
                ProblemCode.CREDENTIAL_VERSION_NOT_FOUND,
                "Look up the version in GET /api/v1/connectors/{id}/credentials.");
    }

    /** @throws ProblemException DRAFT_NOT_FOUND */
    public static UUID draft(String text) {
        return id(text, draftNotFound());
    }

    /** @throws ProblemException TEST_NOT_FOUND */
    public static UUID test(String text) {
        return id(text, testNotFound());
    }

    /** There is no such connector in the tenant. */
    public static ProblemException connectorNotFound() {
        return new ProblemException(
                ProblemCode.CONNECTOR_NOT_FOUND, "Look up the id in GET /api/v1/connectors; it may have been deleted.");
    }

    /** The connector has no such run. */
    public static ProblemException runNotFound() {
        return new ProblemException(ProblemCode.RUN_NOT_FOUND, "Look up the id in GET /api/v1/connectors/{id}/runs.");
    }

    /** There is no such draft in the tenant, or its time is over. */
    public static ProblemException draftNotFound() {
        return new ProblemException(
                ProblemCode.DRAFT_NOT_FOUND,
                "It was used, given up, or its time is over; POST /api/v1/connectors/drafts makes a new one.");
    }

    /** Neither a connector nor a draft of this id has such a test. */
    public static ProblemException testNotFound() {
        return new ProblemException(
                ProblemCode.TEST_NOT_FOUND,
                "Look at the id in the answer of POST /api/v1/connectors/{id}/test; old tests are dropped.");
    }

    private static UUID id(String text, ProblemException otherwise) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw otherwise;
        }
        return UUID.fromString(text);
    }
}

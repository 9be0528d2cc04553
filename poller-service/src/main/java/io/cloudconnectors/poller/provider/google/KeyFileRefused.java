package io.cloudconnectors.poller.provider.google;

/** A key file that is not used. Has no cause and quotes nothing: the parsers' own messages hold parts of the file. */
final class KeyFileRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    KeyFileRefused(Problem problem) {
        super(problem.name());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    /** What is wrong with it. */
    enum Problem {
        /** Not one JSON object, or a member stands in it twice. */
        NOT_JSON,
        /** {@code external_account}, {@code authorized_user}, {@code impersonated_service_account} or no type. */
        NOT_A_SERVICE_ACCOUNT,
        /** A member that the file of a service account does not have. */
        UNKNOWN_MEMBER,
        /** A member that is needed is absent, empty or no text. */
        MEMBER_MISSING,
        /** The account belongs to a cloud other than Google's public one. */
        FOREIGN_UNIVERSE,
        /** Not a PEM of an RSA key of at least 2048 bits in PKCS #8. */
        BAD_PRIVATE_KEY
    }
}

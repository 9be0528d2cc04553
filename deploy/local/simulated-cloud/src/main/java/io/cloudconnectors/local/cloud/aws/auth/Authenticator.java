package io.cloudconnectors.local.cloud.aws.auth;

import io.cloudconnectors.local.cloud.aws.wire.AwsFailure;
import io.cloudconnectors.local.cloud.aws.wire.AwsService;
import io.cloudconnectors.local.cloud.aws.wire.CommonError;
import io.cloudconnectors.local.cloud.aws.wire.ServiceError;
import io.cloudconnectors.local.cloud.http.HttpCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Verifies signature, age, payload and session token, and says who called. Each refusal is the called service's own. */
public final class Authenticator {
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Credentials credentials;
    private final InstantSource clock;

    public Authenticator(Credentials credentials, InstantSource clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** @throws AwsFailure as the service would refuse the request */
    public Credential authenticate(HttpCall call, AuthorizationHeader authorization, AwsService service) {
        checkSignedHeaders(call, authorization, service);
        checkAge(call, authorization, service);
        Credential credential = credentials
                .find(authorization.accessKeyId())
                .orElseThrow(() -> new AwsFailure(CommonError.UNKNOWN_KEY.in(service)));
        String expected = Signature.of(
                call,
                authorization,
                payloadHash(call, service),
                credential.key().secret());
        if (!constantTimeEquals(expected, authorization.signature())) {
            throw new AwsFailure(CommonError.WRONG_SIGNATURE.in(service));
        }
        checkToken(call, credential, service);
        return credential;
    }

    private static void checkSignedHeaders(HttpCall call, AuthorizationHeader authorization, AwsService service) {
        boolean everyAmzHeader = call.headers().keySet().stream()
                .filter(name -> name.startsWith("x-amz-"))
                .allMatch(authorization.signedHeaders()::contains);
        if (!everyAmzHeader || !authorization.signedHeaders().contains("host")) {
            throw new AwsFailure(CommonError.MALFORMED_SIGNATURE.in(service));
        }
    }

    private void checkAge(HttpCall call, AuthorizationHeader authorization, AwsService service) {
        String written = call.header("x-amz-date")
                .orElseThrow(() -> new AwsFailure(CommonError.MALFORMED_SIGNATURE.in(service)));
        Instant signedAt;
        try {
            signedAt = AMZ_DATE.parse(written, Instant::from);
        } catch (DateTimeParseException notADate) {
            throw new AwsFailure(CommonError.MALFORMED_SIGNATURE.in(service));
        }
        if (!written.startsWith(authorization.date())) {
            throw new AwsFailure(CommonError.WRONG_SCOPE.in(service));
        }
        Instant now = clock.instant();
        if (Duration.between(signedAt, now).abs().compareTo(toleratedSkew(service)) > 0) {
            throw skewed(service, signedAt, now);
        }
    }

    /**
     * How far a request's clock may be from ours. Sources: IAM User Guide, "Create a signed AWS API request" (5 minutes in
     * most cases); EC2 API Reference, error code RequestExpired, and S3 API Reference, RequestTimeTooSkewed (15 minutes).
     */
    private static Duration toleratedSkew(AwsService service) {
        return switch (service.protocol()) {
            case QUERY, JSON, REST_JSON -> Duration.ofMinutes(5);
            case EC2, REST_XML -> Duration.ofMinutes(15);
        };
    }

    private static AwsFailure skewed(AwsService service, Instant signedAt, Instant now) {
        var error = CommonError.CLOCK_SKEW.in(service);
        return switch (service.protocol()) {
            case QUERY, JSON, REST_JSON -> {
                boolean early = signedAt.isAfter(now);
                Duration tolerated = toleratedSkew(service);
                Instant limit = early ? now.plus(tolerated) : now.minus(tolerated);
                yield new AwsFailure(
                        error,
                        "Signature " + (early ? "not yet current" : "expired") + ": " + AMZ_DATE.format(signedAt)
                                + " is " + (early ? "still later" : "now earlier") + " than " + AMZ_DATE.format(limit)
                                + " (" + AMZ_DATE.format(now) + (early ? " + " : " - ") + tolerated.toMinutes()
                                + " min.)");
            }
            case EC2, REST_XML -> new AwsFailure(error);
        };
    }

    /** S3 takes the hash from a header, and checks it; the others hash the body. */
    private static String payloadHash(HttpCall call, AwsService service) {
        String actual = Signature.sha256(call.body());
        return switch (service.protocol()) {
            case QUERY, EC2, JSON, REST_JSON -> actual;
            case REST_XML -> {
                String claimed = call.header("x-amz-content-sha256")
                        .orElseThrow(() -> new AwsFailure(CommonError.MALFORMED_SIGNATURE.in(service)));
                if (!claimed.equals(actual) && !claimed.equals("UNSIGNED-PAYLOAD")) {
                    throw new AwsFailure(ServiceError.S3_CONTENT_HASH_MISMATCH.wire());
                }
                yield claimed;
            }
        };
    }

    private void checkToken(HttpCall call, Credential credential, AwsService service) {
        Optional<String> token = call.header("x-amz-security-token");
        String minted = credential.sessionToken();
        if (minted == null ? token.isPresent() : !constantTimeEquals(minted, token.orElse(""))) {
            throw new AwsFailure(CommonError.INVALID_TOKEN.in(service));
        }
        if (credential.expired(clock.instant())) {
            throw new AwsFailure(CommonError.EXPIRED_TOKEN.in(service));
        }
    }

    private static boolean constantTimeEquals(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}

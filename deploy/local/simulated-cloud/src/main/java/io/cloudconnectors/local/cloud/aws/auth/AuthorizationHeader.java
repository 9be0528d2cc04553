package io.cloudconnectors.local.cloud.aws.auth;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of {@code Authorization: AWS4-HMAC-SHA256 ...}.
 *
 * @param date the day of the scope, {@code uuuuMMdd}
 * @param service the signing name, {@code ec2}
 * @param signedHeaders lower case, in the order given
 */
public record AuthorizationHeader(
        String accessKeyId, String date, String region, String service, List<String> signedHeaders, String signature) {
    private static final Pattern FORM =
            Pattern.compile("AWS4-HMAC-SHA256\\s+Credential=([\\w]+)/(\\d{8})/([\\w-]+)/([\\w-]+)/aws4_request,"
                    + "\\s*SignedHeaders=([a-z0-9;_.-]+),\\s*Signature=([0-9a-f]{64})");

    public AuthorizationHeader {
        signedHeaders = List.copyOf(signedHeaders);
    }

    /** Empty when it has another form. */
    public static Optional<AuthorizationHeader> parse(String header) {
        Matcher m = FORM.matcher(header);
        return m.matches()
                ? Optional.of(new AuthorizationHeader(
                        m.group(1),
                        m.group(2),
                        m.group(3),
                        m.group(4),
                        List.of(m.group(5).split(";", -1)),
                        m.group(6)))
                : Optional.empty();
    }

    String scope() {
        return date + "/" + region + "/" + service + "/aws4_request";
    }
}

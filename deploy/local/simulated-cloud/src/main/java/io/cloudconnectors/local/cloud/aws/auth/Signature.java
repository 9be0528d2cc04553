package io.cloudconnectors.local.cloud.aws.auth;

import io.cloudconnectors.local.cloud.http.HttpCall;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signature Version 4, calculated again from a request as it came over the wire. */
final class Signature {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private Signature() {}

    /**
     * The signature that the holder of {@code secret} would have made.
     *
     * @param payloadHash lower-case hex, or what S3 allows in its place
     */
    static String of(HttpCall call, AuthorizationHeader authorization, String payloadHash, String secret) {
        String canonical = canonicalRequest(call, authorization, payloadHash);
        String toSign = "AWS4-HMAC-SHA256\n"
                + call.header("x-amz-date").orElse("") + "\n"
                + authorization.scope() + "\n"
                + sha256(canonical.getBytes(StandardCharsets.UTF_8));
        byte[] key = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), authorization.date());
        key = hmac(key, authorization.region());
        key = hmac(key, authorization.service());
        key = hmac(key, "aws4_request");
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    private static String canonicalRequest(HttpCall call, AuthorizationHeader authorization, String payloadHash) {
        StringBuilder headers = new StringBuilder();
        for (String name : authorization.signedHeaders()) {
            String values = call.headers().getOrDefault(name, List.of()).stream()
                    .map(value -> value.strip().replaceAll(" +", " "))
                    .collect(Collectors.joining(","));
            headers.append(name).append(':').append(values).append('\n');
        }
        return String.join(
                "\n",
                call.method(),
                canonicalPath(call.rawPath(), authorization.service()),
                canonicalQuery(call.rawQuery()),
                headers,
                String.join(";", authorization.signedHeaders()),
                payloadHash);
    }

    /** S3 signs the path as it is sent; every other service signs it encoded once more. */
    private static String canonicalPath(String rawPath, String service) {
        if (rawPath.isEmpty()) {
            return "/";
        }
        if (service.equals("s3")) {
            return rawPath;
        }
        List<String> segments = new ArrayList<>();
        for (String segment : rawPath.split("/", -1)) {
            segments.add(encode(segment.getBytes(StandardCharsets.UTF_8)));
        }
        return String.join("/", segments);
    }

    private static String canonicalQuery(String rawQuery) {
        List<String> pairs = new ArrayList<>();
        for (String pair : rawQuery.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                pairs.add(encode(decode(name)) + "=" + encode(decode(value)));
            }
        }
        pairs.sort(null);
        return String.join("&", pairs);
    }

    private static byte[] decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < text.length()) {
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String encode(byte[] bytes) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : bytes) {
            if (UNRESERVED.indexOf((char) (b & 0xff)) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return encoded.toString();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}

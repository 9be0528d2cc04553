package io.cloudconnectors.local.cloud;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/** Requests that the SDK's signer signs and that are then sent as they are, or changed on the way. */
final class SignedCalls {
    private static final Pattern CODE = Pattern.compile("<Code>([^<]*)</Code>");

    private final URI endpoint;
    private final InstantSource clock;

    SignedCalls(URI endpoint, InstantSource clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    Call post(String service, String form, AwsCredentials as) {
        return signed(service, service.equals("iam") ? "us-east-1" : Clients.REGION, "POST", "/", form, as);
    }

    Call get(String service, String path, AwsCredentials as) {
        return signed(service, Clients.REGION, "GET", path, "", as);
    }

    Call signed(String service, String region, String method, String path, String body, AwsCredentials as) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(URI.create(endpoint + path));
        if (!body.isEmpty()) {
            request.putHeader("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        }
        boolean s3 = service.equals("s3");
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(r -> r.identity(as)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !s3)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !s3)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(clock.instant(), ZoneOffset.UTC)));
        Map<String, String> headers = new LinkedHashMap<>();
        signed.request().headers().forEach((name, values) -> headers.put(name, String.join(",", values)));
        headers.remove("Host");
        headers.remove("Content-Length");
        return new Call(endpoint, method, path, headers, body);
    }

    /** One signed request; the {@code with} methods change what was signed. */
    record Call(URI endpoint, String method, String path, Map<String, String> headers, String body) {
        Call withBody(String other) {
            return new Call(endpoint, method, path, headers, other);
        }

        Call withPath(String other) {
            return new Call(endpoint, method, other, headers, body);
        }

        Call withHeader(String name, String value) {
            Map<String, String> changed = new LinkedHashMap<>(headers);
            changed.keySet().removeIf(name::equalsIgnoreCase);
            changed.put(name, value);
            return new Call(endpoint, method, path, changed, body);
        }

        int status() {
            return send().statusCode();
        }

        /** Status and error code, {@code 403 AccessDenied}. */
        String refusal() {
            HttpResponse<String> answer = send();
            Matcher code = CODE.matcher(answer.body());
            return answer.statusCode() + " " + (code.find() ? code.group(1) : answer.body());
        }

        private HttpResponse<String> send() {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
            headers.forEach(request::header);
            try (HttpClient http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stop);
            }
        }
    }
}

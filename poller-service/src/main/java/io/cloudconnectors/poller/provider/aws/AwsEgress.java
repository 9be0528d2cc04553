package io.cloudconnectors.poller.provider.aws;

import io.cloudconnectors.poller.egress.AnswerTooLarge;
import io.cloudconnectors.poller.egress.Egress;
import io.cloudconnectors.poller.egress.EgressRefused;
import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;

/**
 * The one HTTP client of all, for the clients of one partition: an attempt goes to no other host than that partition's, and
 * reads an answer of a bounded size. The SDK follows no redirect; a bucket that is elsewhere is an answer like others.
 */
final class AwsEgress implements SdkHttpClient {
    /** AWS General Reference, AWS service endpoints: those of IPv4, and the dual-stack ones. */
    private static final Set<String> HOSTS = Set.of(".amazonaws.com", ".api.aws");

    private static final Set<String> HOSTS_IN_CHINA = Set.of(".amazonaws.com.cn", ".api.amazonwebservices.com.cn");

    private final SdkHttpClient http;
    private final Egress egress;

    AwsEgress(SdkHttpClient http, Egress egress) {
        this.http = http;
        this.egress = egress;
    }

    /** Of the region's partition. */
    static Set<String> hosts(Region region) {
        return region.id().startsWith("cn-") || region.equals(AwsPartition.CHINA.global()) ? HOSTS_IN_CHINA : HOSTS;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        SdkHttpRequest message = request.httpRequest();
        try {
            egress.admit(message.protocol(), message.host(), message.port());
        } catch (EgressRefused e) {
            // In the SDK's own words: it repeats what failed with an IOException.
            throw SdkClientException.create("The request is not sent", e);
        }
        return new Bounded(http.prepareRequest(request));
    }

    private record Bounded(ExecutableHttpRequest request) implements ExecutableHttpRequest {
        @Override
        public HttpExecuteResponse call() throws IOException {
            HttpExecuteResponse answer = request.call();
            HttpExecuteResponse.Builder bounded = HttpExecuteResponse.builder().response(answer.httpResponse());
            answer.responseBody()
                    .ifPresent(body ->
                            bounded.responseBody(AbortableInputStream.create(AnswerTooLarge.bound(body), body)));
            return bounded.build();
        }

        @Override
        public void abort() {
            request.abort();
        }
    }

    @Override
    public String clientName() {
        return http.clientName();
    }

    /** The shared client is closed by whoever made it. */
    @Override
    public void close() {}
}

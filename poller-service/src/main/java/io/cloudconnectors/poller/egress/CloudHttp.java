package io.cloudconnectors.poller.egress;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client beneath those SDKs whose own transports let nobody decide at which address they connect. No redirects, no
 * proxies, no cookies, no repetition, as many connections as it was given, and answers of a bounded size.
 *
 * <p>An exchange ends at once when its thread is interrupted, if that is a virtual one: then the JDK closes the socket.
 */
public final class CloudHttp implements AutoCloseable {
    /** The client writes them itself. */
    private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "transfer-encoding", "connection");

    private static final TimeValue IDLE = TimeValue.ofSeconds(30);
    private static final TimeValue STALE = TimeValue.ofSeconds(2);
    private static final TimeValue OLD = TimeValue.ofMinutes(10);

    private final CloseableHttpClient http;
    private final Limits limits;

    /** @param attempt one exchange: a connection of the pool, the request, each wait for more of the answer */
    public record Limits(int maxConnections, Duration connect, Duration attempt) {}

    public record Header(String name, String value) {}

    public record Request(String method, URL url, List<Header> headers, byte @Nullable [] body) {
        public Request {
            headers = List.copyOf(headers);
        }
    }

    public record Answer(int status, String phrase, List<Header> headers, byte[] body) {
        public Answer {
            headers = List.copyOf(headers);
        }
    }

    /**
     * @param resolver decides about addresses
     * @param trust absent for the JDK's own
     */
    public CloudHttp(Egress resolver, Limits limits, @Nullable SSLContext trust) {
        this.limits = limits;
        this.http = HttpClientBuilder.create()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new EgressResolver(resolver))
                        .setTlsSocketStrategy(
                                trust == null
                                        ? DefaultClientTlsStrategy.createDefault()
                                        : new DefaultClientTlsStrategy(trust))
                        .setMaxConnTotal(limits.maxConnections())
                        .setMaxConnPerRoute(limits.maxConnections())
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(limits.connect()))
                                .setSocketTimeout(Timeout.of(limits.attempt()))
                                .setValidateAfterInactivity(STALE)
                                .setTimeToLive(OLD)
                                .build())
                        .build())
                .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableDefaultUserAgent()
                .evictExpiredConnections()
                .evictIdleConnections(IDLE)
                .build();
    }

    /**
     * Sends a request and reads its answer, whatever its status.
     *
     * @param egress decides about the host; may be stricter than the one that resolves
     * @throws EgressRefused when the host is none of the cloud's
     * @throws AnswerTooLarge when it is
     * @throws IOException when there is no answer, or a part of one
     */
    public Answer exchange(Request request, Egress egress) throws IOException {
        URL url = request.url();
        egress.admit(url.getProtocol(), url.getHost(), url.getPort());
        HttpClientContext context = HttpClientContext.create();
        context.setRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(limits.attempt()))
                .setResponseTimeout(Timeout.of(limits.attempt()))
                .setRedirectsEnabled(false)
                .setAuthenticationEnabled(false)
                .build());
        return http.execute(
                new HttpHost(url.getProtocol(), url.getHost(), url.getPort()),
                message(request),
                context,
                CloudHttp::answer);
    }

    private static ClassicHttpRequest message(Request request) throws IOException {
        ClassicRequestBuilder message =
                ClassicRequestBuilder.create(request.method()).setUri(uri(request.url()));
        String type = null;
        for (Header header : request.headers()) {
            String name = header.name().toLowerCase(Locale.ROOT);
            if (name.equals("content-type")) {
                type = header.value();
            } else if (!OWN_HEADERS.contains(name)) {
                message.addHeader(header.name(), header.value());
            }
        }
        byte[] body = request.body();
        if (body != null && !(body.length == 0 && request.method().equals("GET"))) {
            message.setEntity(new ByteArrayEntity(body, type == null ? null : ContentType.parse(type)));
        }
        return message.build();
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException("An address that is none", e);
        }
    }

    private static Answer answer(ClassicHttpResponse response) throws IOException {
        byte[] body = new byte[0];
        if (response.getEntity() != null) {
            // Read to its end it closes itself; to close it before would be to read the rest.
            body = AnswerTooLarge.bound(response.getEntity().getContent()).readAllBytes();
        }
        return new Answer(
                response.getCode(),
                String.valueOf(response.getReasonPhrase()),
                Stream.of(response.getHeaders())
                        .map(header -> new Header(header.getName(), header.getValue()))
                        .toList(),
                body);
    }

    @Override
    public void close() {
        http.close(CloseMode.IMMEDIATE);
    }
}

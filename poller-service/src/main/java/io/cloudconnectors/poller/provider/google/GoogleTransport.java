package io.cloudconnectors.poller.provider.google;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import io.cloudconnectors.poller.egress.CloudHttp;
import io.cloudconnectors.poller.egress.Egress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@link CloudHttp} as Google's libraries call it. They would follow redirects themselves: what an answer says of another
 * location is kept from them.
 */
final class GoogleTransport extends HttpTransport {
    private static final String LOCATION = "location";

    private final CloudHttp http;
    private final Egress egress;

    GoogleTransport(CloudHttp http, Egress egress) {
        this.http = http;
        this.egress = egress;
    }

    @Override
    public boolean supportsMethod(String method) {
        return true;
    }

    @Override
    protected LowLevelHttpRequest buildRequest(String method, String url) throws MalformedURLException {
        return new Request(method, URI.create(url).toURL());
    }

    private final class Request extends LowLevelHttpRequest {
        private final String method;
        private final URL url;
        private final List<CloudHttp.Header> headers = new ArrayList<>();

        private Request(String method, URL url) {
            this.method = method;
            this.url = url;
        }

        @Override
        public void addHeader(String name, String value) {
            headers.add(new CloudHttp.Header(name, value));
        }

        @Override
        public LowLevelHttpResponse execute() throws IOException {
            if (getContentType() != null) {
                addHeader("Content-Type", getContentType());
            }
            if (getContentEncoding() != null) {
                addHeader("Content-Encoding", getContentEncoding());
            }
            return new Answer(http.exchange(new CloudHttp.Request(method, url, headers, content()), egress));
        }

        private byte @Nullable [] content() throws IOException {
            if (getStreamingContent() == null) {
                return null;
            }
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            getStreamingContent().writeTo(content);
            return content.toByteArray();
        }
    }

    private static final class Answer extends LowLevelHttpResponse {
        private final CloudHttp.Answer answer;
        private final List<CloudHttp.Header> headers;

        private Answer(CloudHttp.Answer answer) {
            this.answer = answer;
            this.headers = answer.headers().stream()
                    .filter(header -> !header.name().toLowerCase(Locale.ROOT).equals(LOCATION))
                    .toList();
        }

        @Override
        public InputStream getContent() {
            return new ByteArrayInputStream(answer.body());
        }

        @Override
        public @Nullable String getContentEncoding() {
            return header("Content-Encoding");
        }

        @Override
        public long getContentLength() {
            return answer.body().length;
        }

        @Override
        public @Nullable String getContentType() {
            return header("Content-Type");
        }

        @Override
        public String getStatusLine() {
            return "HTTP/1.1 " + answer.status() + ' ' + answer.phrase();
        }

        @Override
        public int getStatusCode() {
            return answer.status();
        }

        @Override
        public String getReasonPhrase() {
            return answer.phrase();
        }

        @Override
        public int getHeaderCount() {
            return headers.size();
        }

        @Override
        public String getHeaderName(int index) {
            return headers.get(index).name();
        }

        @Override
        public String getHeaderValue(int index) {
            return headers.get(index).value();
        }

        private @Nullable String header(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(CloudHttp.Header::value)
                    .findFirst()
                    .orElse(null);
        }
    }
}

package io.cloudconnectors.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnectionFactory;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** One HTTP/1.1 connection that is kept alive, for one thread: the least that a client can cost. */
public final class KeptConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int SHOWN_BYTES = 300;

    private final String authority;
    private final DefaultBHttpClientConnection connection;

    private KeptConnection(String authority, DefaultBHttpClientConnection connection) {
        this.authority = authority;
        this.connection = connection;
    }

    public static KeptConnection to(URI server) {
        try {
            var socket = new Socket();
            socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new KeptConnection(
                    server.getAuthority(),
                    DefaultBHttpClientConnectionFactory.builder().build().createConnection(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(server + " cannot be reached", e);
        }
    }

    /**
     * Sends a request and reads all of the answer; its body.
     *
     * @throws IllegalStateException when its status is another than wanted
     */
    public byte[] send(Call call, int wanted) {
        var request = request(call);
        try {
            connection.sendRequestHeader(request);
            if (request.getEntity() != null) {
                connection.sendRequestEntity(request);
            }
            connection.flush();
            var response = connection.receiveResponseHeader();
            connection.receiveResponseEntity(response);
            var entity = response.getEntity();
            byte[] body = entity == null ? new byte[0] : EntityUtils.toByteArray(entity);
            if (response.getCode() != wanted) {
                throw new IllegalStateException(
                        "%s was answered %d: %s".formatted(call, response.getCode(), shown(body)));
            }
            return body;
        } catch (HttpException e) {
            throw new IllegalStateException(call + " was answered with no HTTP", e);
        } catch (IOException e) {
            throw new UncheckedIOException(call + " failed", e);
        }
    }

    private ClassicHttpRequest request(Call call) {
        var request = new BasicClassicHttpRequest(call.method(), call.path());
        request.setHeader("Host", authority);
        call.headers().forEach(request::setHeader);
        if (!call.token().isEmpty()) {
            request.setHeader("Authorization", "Bearer " + call.token());
        }
        if (call.body().isEmpty()) {
            if (call.method().equals("POST")) {
                request.setHeader("Content-Length", 0);
            }
        } else {
            byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
            request.setHeader("Content-Type", "application/json");
            request.setHeader("Content-Length", body.length);
            request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        }
        return request;
    }

    private static String shown(byte[] body) {
        return new String(body, 0, Math.min(body.length, SHOWN_BYTES), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

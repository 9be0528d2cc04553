package io.cloudconnectors.local.cloud.tls;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A server that asks for a certificate, and can change its own while its address stays. */
public final class MutualTlsServer implements AutoCloseable {
    private final CertificateAuthority trusted;
    private final HttpHandler handler;
    private HttpsServer server;

    private MutualTlsServer(CertificateAuthority trusted, HttpHandler handler, HttpsServer server) {
        this.trusted = trusted;
        this.handler = handler;
        this.server = server;
    }

    /**
     * On loopback, at a free port.
     *
     * @param own what it shows
     * @param trusted who has to have issued what clients show
     */
    public static MutualTlsServer start(Identity own, CertificateAuthority trusted, HttpHandler handler)
            throws IOException {
        return new MutualTlsServer(trusted, handler, start(0, own.trusting(trusted), handler));
    }

    /** From now on it shows another certificate. */
    public void show(Identity own) throws IOException {
        int port = port();
        server.stop(0);
        server = start(port, own.trusting(trusted), handler);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static HttpsServer start(int port, SSLContext context, HttpHandler handler) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters asksForACertificate = context.getDefaultSSLParameters();
                asksForACertificate.setNeedClientAuth(true);
                parameters.setSSLParameters(asksForACertificate);
            }
        });
        server.createContext("/", handler);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        return server;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

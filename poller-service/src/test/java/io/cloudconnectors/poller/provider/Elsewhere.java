package io.cloudconnectors.poller.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;

/** A place of our own network that no client of a cloud may connect to: a listener on an address of loopback. */
public final class Elsewhere implements AutoCloseable {
    private final ServerSocket listener;

    public Elsewhere() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.2"));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.2:" + listener.getLocalPort() + path);
    }

    /** Connections queue up in order: when our own is the first, there was none before. */
    public void assertSawNothing() throws IOException {
        try (Socket own = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket first = listener.accept()) {
            assertThat(first.getPort()).isEqualTo(own.getLocalPort());
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

package io.cloudconnectors.poller.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A cloud that takes a request and never answers; it notices when its client hangs up. */
public final class Hanging implements AutoCloseable {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final ServerSocket server;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);

    /** Something that asks this cloud. */
    public interface Call {
        void make() throws Exception;
    }

    public Hanging() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::listen);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void listen() {
        try (Socket client = server.accept()) {
            InputStream request = client.getInputStream();
            request.read();
            asked.countDown();
            while (request.read() >= 0) {
                // More of the request.
            }
        } catch (IOException reset) {
            // It has hung up all the same.
        }
        hungUp.countDown();
    }

    /** The call ends with the interruption of its thread, and its connection with it, long before any time-out. */
    public void assertInterruptionEndsCallAndConnection(Call call) throws InterruptedException {
        Thread run = Thread.ofVirtual().start(() -> {
            try {
                call.make();
            } catch (Exception e) {
                // How it ends is another matter.
            }
        });
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        run.interrupt();

        assertThat(run.join(AT_ONCE)).isTrue();
        assertThat(hungUp.await(AT_ONCE.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

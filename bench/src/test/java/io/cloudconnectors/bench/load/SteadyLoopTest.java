package io.cloudconnectors.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SteadyLoopTest {
    private static final int PER_SECOND = 1_000;

    private final CountDownLatch open = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void aServerThatStandsStillUntilItIsOpened() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try {
                open.await();
                exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/gone") ? 404 : 200, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                exchange.close();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** With a closed loop of one client, one request would have seen it. */
    @Test
    @Timeout(20)
    void aStandStillIsSeenByEveryRequestThatWasDueMeanwhile() {
        double still = 0.2;
        try (var loop = SteadyLoop.start(url(), 1, PER_SECOND, () -> Call.get("/", ""), 200)) {
            await(() -> loop.seconds() >= still);
            open.countDown();
            await(() -> loop.timeline().samples().size() >= PER_SECOND * still);

            var meanwhile = loop.timeline().between(0, still / 2);
            assertThat(meanwhile.nanos()).hasSize((int) (PER_SECOND * still / 2));
            assertThat(meanwhile.millis(0.01)).isGreaterThan(still / 2 * 1_000);
        }
    }

    @Test
    @Timeout(20)
    void anAnswerWithAnotherStatusEndsIt() {
        open.countDown();
        try (var loop = SteadyLoop.start(url(), 1, PER_SECOND, () -> Call.get("/gone", ""), 200)) {
            assertThatThrownBy(() -> await(() -> loop.seconds() < 0)).hasMessageContaining("404");
        }
    }

    private URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Until the time-out of the test interrupts it. */
    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new IllegalStateException("It never came");
            }
            Thread.onSpinWait();
        }
    }
}

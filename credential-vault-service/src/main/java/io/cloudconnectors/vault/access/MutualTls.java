package io.cloudconnectors.vault.access;

import io.cloudconnectors.vault.caller.OncePerWindow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.ssl.NotSslRecordException;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Where HTTPS is configured (profile {@code mtls}), a client without a certificate of the trusted authority gets no answer. The
 * certificate opens the connection and nothing else: who calls is what the access token says.
 */
@ApplicationScoped
class MutualTls implements HttpServerOptionsCustomizer {
    private static final Logger LOG = Logger.getLogger(MutualTls.class);
    /** Vert.x tells of handshakes that failed here, at a level that nobody turns on. */
    private static final java.util.logging.Logger SERVER =
            java.util.logging.Logger.getLogger("io.vertx.core.http.impl.HttpServerImpl");

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final Counter refused;
    private final OncePerWindow<Class<?>> told = new OncePerWindow<>(WINDOW);

    MutualTls(MeterRegistry metrics) {
        this.refused = metrics.counter("vault.tls.refused");
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        options.setClientAuth(ClientAuth.REQUIRED);
        SERVER.setLevel(Level.ALL);
        SERVER.setFilter(this::isOrdinary);
    }

    private boolean isOrdinary(LogRecord record) {
        SSLException failure = handshakeFailure(record.getThrown());
        if (failure == null) {
            return record.getLevel().intValue() >= Level.INFO.intValue();
        }
        refused.increment();
        Throwable cause = rootOf(failure);
        if (told.isFirst(cause.getClass())) {
            LOG.warnf(
                    "A client was refused before it could ask for anything: it has no certificate, or none that is trusted and in its"
                            + " time. This is told once a minute, vault_tls_refused_total counts. cause=%s",
                    described(cause));
        }
        return false;
    }

    /** What came without TLS is quoted by its exception: it may be a token, or a secret. */
    private static String described(Throwable cause) {
        return cause instanceof NotSslRecordException ? "no TLS" : cause.toString();
    }

    private static @Nullable SSLException handshakeFailure(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException failure) {
                return failure;
            }
        }
        return null;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}

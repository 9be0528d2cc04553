package io.cloudconnectors.api.credential;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ws.rs.WebApplicationException;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jboss.logging.Logger;

/**
 * Counts the calls of the vault by what came of them: {@code answered}, {@code refused} (4xx), or {@code unavailable}. The HTTP
 * client's own metrics leave out the calls that found nobody.
 */
final class VaultCalls {
    private static final Logger LOG = Logger.getLogger(VaultCalls.class);
    private static final int SERVER_ERROR = 500;

    private final Counter answered;
    private final Counter refused;
    private final Counter unavailable;

    VaultCalls(MeterRegistry meters) {
        this.answered = meters.counter("vault.calls", "outcome", "answered");
        this.refused = meters.counter("vault.calls", "outcome", "refused");
        this.unavailable = meters.counter("vault.calls", "outcome", "unavailable");
    }

    <T> T counted(Supplier<T> call) {
        try {
            T answer = call.get();
            answered.increment();
            return answer;
        } catch (WebApplicationException e) {
            (e.getResponse().getStatus() < SERVER_ERROR ? refused : unavailable).increment();
            throw e;
        } catch (RuntimeException e) {
            unavailable.increment();
            tellOfCertificates(e);
            throw e;
        }
    }

    /** It does not go away by itself, as other reasons do. */
    private static void tellOfCertificates(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                LOG.errorf(
                        "The vault and this service do not accept each other's certificates; clients get 503 until they do"
                                + " (docs/mtls.md). cause=%s",
                        cause);
                return;
            }
        }
    }

    void counted(Runnable call) {
        var _ = counted(() -> {
            call.run();
            return true;
        });
    }
}

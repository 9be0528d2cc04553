package io.cloudconnectors.vault.access;

import io.cloudconnectors.vault.audit.AuditEntry;
import io.cloudconnectors.vault.audit.AuditLog;
import io.cloudconnectors.vault.caller.OncePerWindow;
import io.cloudconnectors.vault.problem.ProblemCode;
import io.cloudconnectors.vault.problem.StorageException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.spi.runtime.AuthenticationFailureEvent;
import io.quarkus.security.spi.runtime.AuthorizationFailureEvent;
import io.quarkus.security.spi.runtime.SecurityEvent;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Calls without an access token, or with one that is worth nothing. Each is counted; one a minute is logged and recorded, for all
 * of that minute: a flood of callers that nobody knows must not fill the audit log, nor cost a flush each.
 */
@Startup // its counter is there from zero
@ApplicationScoped
class Strangers {
    private static final Logger LOG = Logger.getLogger(Strangers.class);
    private static final String UNKNOWN = "unknown";
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Pattern REVEAL =
            Pattern.compile("/internal/v1/credentials/([0-9a-fA-F-]{36})/versions/[^/]+/reveal");

    private final AuditLog audit;
    private final Canaries canaries;
    private final Counter counter;
    private final OncePerWindow<String> records = new OncePerWindow<>(WINDOW);

    Strangers(AuditLog audit, Canaries canaries, MeterRegistry metrics) {
        this.audit = audit;
        this.canaries = canaries;
        this.counter = metrics.counter("vault.unauthenticated");
    }

    void badToken(@Observes AuthenticationFailureEvent event) {
        seen(event);
    }

    void noToken(@Observes AuthorizationFailureEvent event) {
        if (event.getAuthorizationFailure() instanceof UnauthorizedException) {
            seen(event);
        }
    }

    /** On a thread that must not wait. */
    private void seen(SecurityEvent event) {
        counter.increment();
        if (records.isFirst(UNKNOWN)) {
            LOG.warnf(
                    "Somebody calls without a valid access token; this is told once a minute, vault_unauthenticated_total counts."
                            + " from=%s",
                    from(event));
            aside(() -> audit.append(entry(AuditEntry.Action.AUTHENTICATE, ProblemCode.UNAUTHENTICATED.name(), null)));
        }
        UUID asked = credential(event);
        if (asked != null) {
            aside(() -> {
                if (canaries.contains(asked)) {
                    canaries.touched(entry(AuditEntry.Action.CANARY_TOUCH, Canaries.TOUCHED, asked));
                }
            });
        }
    }

    private static void aside(Runnable work) {
        Thread.ofVirtual().name("strangers").start(() -> {
            try {
                work.run();
            } catch (StorageException e) {
                LOG.error("What an unknown caller did is not in the audit log", e);
            }
        });
    }

    private static AuditEntry entry(AuditEntry.Action action, String outcome, @Nullable UUID credential) {
        return new AuditEntry(UNKNOWN, action, outcome, null, null, credential, null, null, null);
    }

    private static String from(SecurityEvent event) {
        RoutingContext request = request(event);
        return request == null || request.request().remoteAddress() == null
                ? UNKNOWN
                : request.request().remoteAddress().hostAddress();
    }

    private static @Nullable UUID credential(SecurityEvent event) {
        RoutingContext request = request(event);
        if (request == null) {
            return null;
        }
        Matcher path = REVEAL.matcher(request.normalizedPath());
        try {
            return path.matches() ? UUID.fromString(path.group(1)) : null;
        } catch (IllegalArgumentException noId) {
            return null;
        }
    }

    private static @Nullable RoutingContext request(SecurityEvent event) {
        return event.getEventProperties().get(RoutingContext.class.getName()) instanceof RoutingContext request
                ? request
                : null;
    }
}

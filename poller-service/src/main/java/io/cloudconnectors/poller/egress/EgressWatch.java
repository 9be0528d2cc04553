package io.cloudconnectors.poller.egress;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.poller.PollerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Makes what decides for each cloud, counts what is refused, and logs each host once. */
@ApplicationScoped
public class EgressWatch {
    private static final Logger LOG = Logger.getLogger(EgressWatch.class);
    private static final String REFUSED = "poller.egress.refused";

    /** Whoever can choose hosts shall not fill the log with them. */
    private static final int LOGGED_HOSTS = 100;

    private final MeterRegistry meters;
    private final boolean privateAddresses;
    private final Egress.Resolver resolver;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    @Inject
    EgressWatch(MeterRegistry meters, PollerConfig config) {
        this(meters, config, InetAddress::getAllByName);
    }

    public EgressWatch(MeterRegistry meters, PollerConfig config, Egress.Resolver resolver) {
        this.meters = meters;
        this.privateAddresses = config.egress().privateAddresses();
        this.resolver = resolver;
        for (Provider provider : Provider.values()) {
            meters.counter(REFUSED, "provider", label(provider));
        }
    }

    /** As {@link Egress.Rules}. */
    public Egress of(Provider provider, Set<String> hosts, Set<URI> configured) {
        return new Egress(new Egress.Rules(label(provider), hosts, configured, privateAddresses), this, resolver);
    }

    private static String label(Provider provider) {
        return provider.name().toLowerCase(Locale.ROOT);
    }

    void refused(String cloud, String host, String why) {
        meters.counter(REFUSED, "provider", cloud).increment();
        if (logged.size() < LOGGED_HOSTS && logged.add(host)) {
            LOG.errorf("Not connected, on behalf of %s: %s %s. This is logged once for each host", cloud, host, why);
        }
    }
}

package io.cloudconnectors.poller.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides where the HTTP client of one cloud may connect to: by https to that cloud's own hosts at addresses of the
 * internet, and to what the operator has configured in their place. Whatever an answer, a credential or a name server says
 * of other places leads nowhere.
 *
 * <p>A client asks twice: {@link #admit} before each request, and {@link #resolve}, as the resolver that it connects with,
 * for the addresses. Nobody looks a name up twice, so that a name which leads elsewhere the second time gains nothing.
 */
public final class Egress {
    private static final String HTTPS = "https";
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int LONGEST_LOGGED = 253;

    private final Rules rules;
    private final Set<Endpoint> configured;
    private final EgressWatch watch;
    private final Resolver resolver;

    /**
     * What one cloud's client may do.
     *
     * @param cloud for metrics and logs
     * @param hosts names, and with a dot in front everything under them
     * @param configured the operator's endpoints in their place: taken as they are, with any address
     * @param privateAddresses whether the cloud's names may lead into our own network, as with private endpoints
     */
    public record Rules(String cloud, Set<String> hosts, Set<URI> configured, boolean privateAddresses) {
        public Rules {
            hosts = Set.copyOf(hosts);
            configured = Set.copyOf(configured);
        }
    }

    /** Asks a name server. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    private record Endpoint(String scheme, String host, int port) {
        static Endpoint of(String scheme, String host, int port) {
            String lower = lower(scheme);
            int known = lower.equals(HTTPS) ? HTTPS_PORT : HTTP_PORT;
            return new Endpoint(lower, name(host), port < 0 ? known : port);
        }

        static Endpoint of(URI uri) {
            return of(String.valueOf(uri.getScheme()), String.valueOf(uri.getHost()), uri.getPort());
        }
    }

    Egress(Rules rules, EgressWatch watch, Resolver resolver) {
        this.rules = rules;
        this.configured = rules.configured().stream().map(Endpoint::of).collect(Collectors.toUnmodifiableSet());
        this.watch = watch;
        this.resolver = resolver;
    }

    /**
     * Whether a request may go there.
     *
     * @param port less than 0 for the scheme's own
     * @throws EgressRefused when it may not
     */
    public void admit(String scheme, String host, int port) throws EgressRefused {
        Endpoint asked = Endpoint.of(scheme, host, port);
        boolean own = asked.scheme().equals(HTTPS) && asked.port() == HTTPS_PORT && isOfTheCloud(asked.host());
        if (!own && !configured.contains(asked)) {
            throw refused(asked.host(), "is no host of this cloud by https");
        }
    }

    /**
     * The addresses to connect to.
     *
     * @throws EgressRefused when one of them is not of the internet, and nobody has configured this host
     * @throws UnknownHostException when there are none
     */
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = resolver.addresses(host);
        String name = name(host);
        boolean anywhere = rules.privateAddresses()
                || configured.stream().anyMatch(endpoint -> endpoint.host().equals(name));
        for (InetAddress address : addresses) {
            if (!anywhere && !PublicAddress.is(address)) {
                throw refused(name, "leads to " + address.getHostAddress() + ", which is not of the internet");
            }
        }
        return addresses;
    }

    private boolean isOfTheCloud(String host) {
        return rules.hosts().stream()
                .anyMatch(own ->
                        own.startsWith(".") ? host.endsWith(own) && host.length() > own.length() : host.equals(own));
    }

    private EgressRefused refused(String host, String why) {
        String shown = printable(host);
        watch.refused(rules.cloud(), shown, why);
        return new EgressRefused(shown + ' ' + why);
    }

    /** Somebody else has chosen it. */
    private static String printable(String host) {
        String shown = host.replaceAll("[^a-z0-9.:_-]", "?");
        return shown.length() > LONGEST_LOGGED ? shown.substring(0, LONGEST_LOGGED) : shown;
    }

    private static String name(String host) {
        String lower = lower(host);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}

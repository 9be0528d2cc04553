package io.cloudconnectors.poller.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/** {@link Egress#resolve} as Apache's client asks for it: what it answers is what is connected to. */
public record EgressResolver(Egress egress) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return egress.resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}

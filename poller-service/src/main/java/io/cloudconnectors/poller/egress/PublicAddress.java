package io.cloudconnectors.poller.egress;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the internet from those that lead into our own network: IANA's special-purpose registries (RFC 6890
 * and its updates), and IPv6 addresses that stand for such an IPv4 address.
 */
final class PublicAddress {
    /** Beside what {@link InetAddress} knows itself: loopback, link-local, site-local, multicast. */
    private static final List<Block> OWN = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("240.0.0.0", 4),
            Block.of("::", 96),
            Block.of("64:ff9b:1::", 48),
            Block.of("100::", 64),
            Block.of("2001::", 32),
            Block.of("2001:db8::", 32),
            Block.of("fc00::", 7));

    private static final Block NAT64 = Block.of("64:ff9b::", 96);
    private static final Block SIX_TO_FOUR = Block.of("2002::", 16);
    private static final int NAT64_AT = 12;
    private static final int SIX_TO_FOUR_AT = 2;
    private static final int V4 = 4;

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || OWN.stream().anyMatch(block -> block.holds(address))) {
            return false;
        }
        return switch (address) {
            case Inet4Address _ -> true;
            case Inet6Address six when NAT64.holds(six) -> is(embedded(six, NAT64_AT));
            case Inet6Address six when SIX_TO_FOUR.holds(six) -> is(embedded(six, SIX_TO_FOUR_AT));
            case Inet6Address _ -> true;
            default -> false;
        };
    }

    private static InetAddress embedded(Inet6Address address, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), at, at + V4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record Block(InetAddress network, int bits) {
        static Block of(String literal, int bits) {
            return new Block(InetAddress.ofLiteral(literal), bits);
        }

        boolean holds(InetAddress address) {
            byte[] ours = network.getAddress();
            byte[] theirs = address.getAddress();
            if (ours.length != theirs.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if ((ours[bit / Byte.SIZE] & mask) != (theirs[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}

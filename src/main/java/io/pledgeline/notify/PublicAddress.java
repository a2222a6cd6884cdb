package io.pledgeline.notify;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Tells addresses of the Internet from those that lead to this machine, its network, or nowhere: IANA's special-purpose registries. */
final class PublicAddress {

    private static final List<Block> NOT_IPV4 = List.of(
            new Block("0.0.0.0", 8),
            new Block("10.0.0.0", 8),
            new Block("100.64.0.0", 10),
            new Block("127.0.0.0", 8),
            new Block("169.254.0.0", 16),
            new Block("172.16.0.0", 12),
            new Block("192.0.0.0", 24),
            new Block("192.0.2.0", 24),
            new Block("192.88.99.0", 24),
            new Block("192.168.0.0", 16),
            new Block("198.18.0.0", 15),
            new Block("198.51.100.0", 24),
            new Block("203.0.113.0", 24),
            new Block("224.0.0.0", 4),
            new Block("240.0.0.0", 4));

    /** All that is given out; NAT64, mapped, unique local and link-local ones lie outside of it. */
    private static final Block IPV6 = new Block("2000::", 3);

    /** Teredo and 6to4 hold an IPv4 address; the others are for documents. */
    private static final List<Block> NOT_IPV6 = List.of(
            new Block("2001::", 23), new Block("2001:db8::", 32), new Block("2002::", 16), new Block("3fff::", 20));

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        // Java reads a mapped IPv6 address as the IPv4 one that it means.
        return address instanceof Inet4Address
                ? NOT_IPV4.stream().noneMatch(block -> block.holds(address))
                : IPV6.holds(address) && NOT_IPV6.stream().noneMatch(block -> block.holds(address));
    }

    private record Block(byte[] start, int bits) {

        Block(String start, int bits) {
            this(bytes(start), bits);
        }

        private static byte[] bytes(String literal) {
            try {
                return InetAddress.getByName(literal).getAddress();
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean holds(InetAddress address) {
            byte[] bytes = address.getAddress();
            for (int bit = 0; bit < bits; bit++) {
                if (((bytes[bit / 8] ^ start[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}

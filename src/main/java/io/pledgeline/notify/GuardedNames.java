package io.pledgeline.notify;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the names of webhooks and refuses those of which an address is not public.
 *
 * <p>The connection is made to what this answers, so a name that means something else a moment later helps nobody.
 */
final class GuardedNames implements DnsResolver {

    /** Each is waited for. */
    private static final int TRIED = 3;

    private final DnsResolver names;
    private final boolean allowsPrivate;

    GuardedNames(DnsResolver names, boolean allowsPrivate) {
        this.names = names;
        this.allowsPrivate = allowsPrivate;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (addresses.length == 0) {
            throw new UnknownHostException("The name has no address");
        }
        if (!allowsPrivate && !Stream.of(addresses).allMatch(PublicAddress::is)) {
            throw new AddressRefusedException();
        }
        return Arrays.copyOf(addresses, Math.min(addresses.length, TRIED));
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }
}

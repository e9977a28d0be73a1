package dev.carteiro.runtime.http;

import dev.carteiro.runtime.logging.RateLimitedLog;
import dev.carteiro.schemas.targeturl.AddressRules;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.targeturl.HostNameRules;
import dev.carteiro.schemas.targeturl.TargetDecision;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import okhttp3.Dns;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Resolves only names that may be called, and only if every address behind them may be dialled. As thread-safe as
 * the {@code Dns} it asks.
 *
 * <p>One refused address refuses the name: a name that is public and private at once is a mistake or an attack, and
 * which of its addresses OkHttp would reach is chance. {@code localhost} is not asked about at all: where the
 * operator opened it, it means the opened ones of 127.0.0.1 and ::1 (RFC 6761 section 6.3).
 *
 * <p>Which address it was is for the operator's log alone: who may give any name as a target must not read the private
 * network's addresses from the failures.
 *
 * <p>All addresses are judged, and the first {@link #MOST_ADDRESSES} are tried: a call dials several at the same time, and
 * the owner of a name decides how many it has.
 */
final class GuardedDns implements Dns {
    /** The last of them is dialled four seconds after the first, which is within a call's usual time. */
    static final int MOST_ADDRESSES = 16;

    /** One for all: every target has a client, and so one of these. */
    private static final RateLimitedLog JOURNAL = new RateLimitedLog(LoggerFactory.getLogger(GuardedDns.class), Level.INFO,
            "names that are not called", System::nanoTime);

    private final AllowedTargets allowed;
    private final Dns names;

    GuardedDns(AllowedTargets allowed, Dns names) {
        this.allowed = allowed;
        this.names = names;
    }

    /** Throws {@link RefusedTargetException} as well, which the interface cannot declare but OkHttp passes on. */
    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        if (HostNameRules.check(hostname, allowed) instanceof TargetDecision.Rejected refused) {
            throw GuardedDns.<RuntimeException>undeclared(new RefusedTargetException(refused.reason()));
        }
        if (HostNameRules.isLoopback(hostname)) {
            return allowed.loopbacks();
        }
        List<InetAddress> addresses = List.copyOf(names.lookup(hostname));
        for (InetAddress address : addresses) {
            if (AddressRules.check(address, allowed) instanceof TargetDecision.Rejected refused) {
                JOURNAL.write("'" + hostname + "' is not called: " + refused.reason(),
                        Map.of("host", hostname, "address", address.getHostAddress()));
                throw GuardedDns.<RuntimeException>undeclared(new RefusedTargetException("'" + hostname
                        + "' is refused: it has an address that is not public, or is this machine's own; the operator's"
                        + " log says which, and --allow-target opens its network"));
            }
        }
        return addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: the exception is thrown as it is
    private static <E extends Throwable> E undeclared(Throwable thrown) throws E {
        throw (E) thrown;
    }
}

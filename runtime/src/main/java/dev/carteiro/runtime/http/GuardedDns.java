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
 * Resolves only names that may be called, and only if all their addresses may be dialled. As thread-safe as the {@code Dns} that
 * it wraps.
 *
 * <p>One refused address refuses the name. A name that is public and private at once is a mistake or an attack, and which of its
 * addresses OkHttp would reach is chance. {@code localhost} is never looked up: where the operator allows it, it means those of
 * 127.0.0.1 and ::1 that are allowed (RFC 6761 section 6.3).
 *
 * <p>The refused address appears only in the operator's log. A subscriber can choose any name as a target, and must not learn
 * addresses of the private network from error messages.
 *
 * <p>All addresses are checked, and the first {@link #MAX_ADDRESSES} are tried. A call dials several addresses in parallel, and
 * the owner of a name decides how many it has.
 */
final class GuardedDns implements Dns {
    /** The last address is dialled 4 s after the first, which is within a call's usual time. */
    static final int MAX_ADDRESSES = 16;

    /** Shared by all instances, because there is one for each client. */
    private static final RateLimitedLog JOURNAL = new RateLimitedLog(LoggerFactory.getLogger(GuardedDns.class),
            Level.INFO,
            "refused host names", System::nanoTime);

    private final AllowedTargets allowed;
    private final Dns names;

    GuardedDns(AllowedTargets allowed, Dns names) {
        this.allowed = allowed;
        this.names = names;
    }

    /** Also throws {@link RefusedTargetException}, which the interface cannot declare but OkHttp passes on. */
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
                JOURNAL.write("'" + hostname + "' is refused: " + refused.reason(),
                        Map.of("host", hostname, "address", address.getHostAddress()));
                throw GuardedDns.<RuntimeException>undeclared(new RefusedTargetException("'" + hostname
                        + "' is refused: one of its addresses is not public, or belongs to this machine; the operator's log"
                        + " names it, and --allow-target allows its network"));
            }
        }
        return addresses.subList(0, Math.min(addresses.size(), MAX_ADDRESSES));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: the exception is thrown as it is
    private static <E extends Throwable> E undeclared(Throwable thrown) throws E {
        throw (E) thrown;
    }
}

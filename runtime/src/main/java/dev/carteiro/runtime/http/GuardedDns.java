package dev.carteiro.runtime.http;

import dev.carteiro.schemas.target.AddressRules;
import dev.carteiro.schemas.target.AllowedTargets;
import dev.carteiro.schemas.target.HostNames;
import dev.carteiro.schemas.target.Judgement;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Resolves only names that may be called, and only if every address behind them may be dialled. As thread-safe as
 * the {@code Dns} it asks.
 *
 * <p>One refused address refuses the name: a name that is public and private at once is a mistake or an attack, and
 * which of its addresses OkHttp would reach is chance. {@code localhost} is not asked about at all: where the
 * operator opened it, it means the opened ones of 127.0.0.1 and ::1 (RFC 6761 section 6.3).
 */
final class GuardedDns implements Dns {
    private final AllowedTargets allowed;
    private final Dns names;

    GuardedDns(AllowedTargets allowed, Dns names) {
        this.allowed = allowed;
        this.names = names;
    }

    /** Throws {@link RefusedTargetException} as well, which the interface cannot declare but OkHttp passes on. */
    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        if (HostNames.judge(hostname, allowed) instanceof Judgement.Refused refused) {
            throw GuardedDns.<RuntimeException>undeclared(new RefusedTargetException(refused.reason()));
        }
        if (HostNames.isLoopback(hostname)) {
            return allowed.loopbacks();
        }
        List<InetAddress> addresses = List.copyOf(names.lookup(hostname));
        for (InetAddress address : addresses) {
            if (AddressRules.judge(address, allowed) instanceof Judgement.Refused refused) {
                throw GuardedDns.<RuntimeException>undeclared(
                        new RefusedTargetException("'" + hostname + "' is refused: " + refused.reason()));
            }
        }
        return addresses;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // erased: the exception is thrown as it is
    private static <E extends Throwable> E undeclared(Throwable thrown) throws E {
        throw (E) thrown;
    }
}

package dev.carteiro.runtime.http;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the addresses of this machine's network interfaces, which come and go. Thread-safe; asked at every connect, it looks
 * again after {@value #SECONDS} seconds at the earliest.
 *
 * <p>An address that a router in front translates to this machine is on none of its interfaces, and not known here.
 */
public final class HostAddresses implements Predicate<InetAddress> {
    private static final Logger LOG = LoggerFactory.getLogger(HostAddresses.class);
    private static final int SECONDS = 10;
    private static final long GOOD_FOR = Duration.ofSeconds(SECONDS).toNanos();

    private final LongSupplier nanoClock;
    private final Interfaces interfaces;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile CachedAddresses known;

    /** Lists the addresses of all interfaces. */
    @FunctionalInterface
    interface Interfaces {
        Set<InetAddress> addresses() throws SocketException;
    }

    private record CachedAddresses(Set<InetAddress> addresses, long at) {
    }

    public HostAddresses() {
        this(System::nanoTime, HostAddresses::ofThisMachine);
    }

    HostAddresses(LongSupplier nanoClock, Interfaces interfaces) {
        this.nanoClock = nanoClock;
        this.interfaces = interfaces;
        known = look(Set.of());
    }

    @Override
    public boolean test(InetAddress address) {
        // One thread looks; the others go on with what was known.
        if (nanoClock.getAsLong() - known.at > GOOD_FOR && looking.tryLock()) {
            try {
                known = look(known.addresses);
            } finally {
                looking.unlock();
            }
        }
        return known.addresses.contains(address);
    }

    private CachedAddresses look(Set<InetAddress> before) {
        try {
            return new CachedAddresses(interfaces.addresses(), nanoClock.getAsLong());
        } catch (SocketException e) {
            LOG.warn("Cannot list this machine's network interfaces: {}", e.getMessage());
            return new CachedAddresses(before, nanoClock.getAsLong());
        }
    }

    private static Set<InetAddress> ofThisMachine() throws SocketException {
        return NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses)
                .collect(Collectors.toUnmodifiableSet());
    }
}

package dev.carteiro.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HostAddressesTest {
    private static final InetAddress ONE = InetAddress.ofLiteral("8.8.4.4");
    private static final InetAddress OTHER = InetAddress.ofLiteral("2001:4860::1");

    private final AtomicLong nanos = new AtomicLong();
    private Set<InetAddress> now = Set.of(ONE);

    @Test
    void knowsTheInterfacesOfThisMachine() {
        assertThat(new HostAddresses()).accepts(InetAddress.ofLiteral("127.0.0.1"))
                .rejects(InetAddress.ofLiteral("8.8.8.8"));
    }

    @Test
    void refreshesAfterTenSeconds() {
        HostAddresses addresses = new HostAddresses(nanos::get, () -> now);
        now = Set.of(OTHER);

        nanos.set(Duration.ofSeconds(10).toNanos());
        assertThat(addresses).accepts(ONE).rejects(OTHER);

        nanos.incrementAndGet();
        assertThat(addresses).accepts(OTHER).rejects(ONE);
    }

    @Test
    void keepsThePreviousListIfItCannotRefresh() {
        AtomicBoolean fails = new AtomicBoolean();
        HostAddresses addresses = new HostAddresses(nanos::get, () -> {
            if (fails.get()) {
                throw new SocketException("no permission");
            }
            return now;
        });
        fails.set(true);
        nanos.set(Duration.ofSeconds(11).toNanos());

        assertThat(addresses).accepts(ONE);
    }
}

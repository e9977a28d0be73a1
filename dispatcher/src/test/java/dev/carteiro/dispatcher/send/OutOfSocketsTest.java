package dev.carteiro.dispatcher.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.runtime.http.ConnectionSettings;
import dev.carteiro.runtime.http.GuardedClient;
import dev.carteiro.runtime.http.OutOfSocketsException;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.testkit.client.UnconnectedSockets;
import dev.carteiro.testkit.receiver.ScriptedReceiver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;

class OutOfSocketsTest {
    private static final List<InetAddress> ADDRESSES = List.of(InetAddress.ofLiteral("127.0.0.9"),
            InetAddress.ofLiteral("127.0.0.1"));

    /** The first address refuses; for the second, where the receiver is, the process has no socket left. */
    @Test
    void isNotTheReceiversFaultWhicheverAddressFindsNoSocket() {
        try (ScriptedReceiver receiver = ScriptedReceiver.start()) {
            OkHttpClient guarded = GuardedClient.create(AllowedTargets.parse(List.of("127.0.0.0/8")),
                    ConnectionSettings.DEFAULT, name -> ADDRESSES);
            HttpSender sender = new HttpSender(
                    List.of(guarded.newBuilder().socketFactory(onlyOneOf(guarded.socketFactory())).build()),
                    "test");
            Subscription subscription = SenderCalls.subscription("http://hooks.example:" + receiver.port() + "/",
                    Duration.ofSeconds(5));

            assertThatThrownBy(() -> sender.send(subscription, SenderCalls.delivery("{\"event\":\"a\",\"data\":1}"), 1,
                    SenderCalls.AT)).isInstanceOf(OutOfSocketsException.class);
            assertThat(receiver.connectionsAccepted()).isZero();
        }
    }

    private static SocketFactory onlyOneOf(SocketFactory real) {
        AtomicInteger made = new AtomicInteger();
        return new UnconnectedSockets(() -> {
            if (made.getAndIncrement() > 0) {
                throw new OutOfSocketsException("no room");
            }
            return real.createSocket();
        });
    }
}

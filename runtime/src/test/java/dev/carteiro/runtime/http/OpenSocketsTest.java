package dev.carteiro.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenSocketsTest {
    private final OpenSockets open = OpenSockets.of(200, 20);
    private final GuardedSocketFactory factory = new GuardedSocketFactory(AllowedTargets.NONE, open);

    @Test
    void refusesASocketBeyondItsNumberUntilOneIsClosed() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                assertThat(open.nearSocketLimit(i).isPresent()).as("%d of 20", i).isEqualTo(i >= 15);
                sockets.add(factory.createSocket());
            }

            assertThat(open.nearSocketLimit(15))
                    .hasValue("this process may open 200 files; 15 of at most 20 connections to receivers belong to"
                            + " endpoints that have not just succeeded: raise the limit (ulimit -n, LimitNOFILE), or lower dispatcher.max-records");
            assertThatThrownBy(factory::createSocket).isInstanceOf(OutOfSocketsException.class)
                    .hasMessage(
                            "this process may open 200 files and already has 20 connections to receivers: raise the"
                                    + " limit (ulimit -n, LimitNOFILE), or lower dispatcher.max-records");
            sockets.getFirst().close();
            sockets.getFirst().close();
            sockets.add(factory.createSocket());
            assertThatThrownBy(factory::createSocket).isInstanceOf(OutOfSocketsException.class);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    /** A call may connect to several addresses of a name. */
    @Test
    void countsRunningConnectsSeparately() {
        for (int i = 0; i < 15; i++) {
            assertThat(open.nearSocketLimit(2)).as("%d of 20", i).isEmpty();
            open.beginConnect();
        }
        assertThat(open.nearSocketLimit(2)).isPresent();
        open.endConnect();
        assertThat(open.nearSocketLimit(2)).isEmpty();
    }

    @Test
    void allowsAFewSocketsHoweverLowTheLimitIs() {
        assertThat(OpenSockets.of(64, -100).max()).isEqualTo(16);
    }

    @Test
    void knowsTheLimitOfThisProcess() {
        assertThat(OpenSockets.ofThisProcess().max()).isPositive();
    }
}

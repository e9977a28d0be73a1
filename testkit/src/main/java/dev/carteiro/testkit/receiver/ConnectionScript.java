package dev.carteiro.testkit.receiver;

import java.io.IOException;

/**
 * What the receiver does with a connection from its first moment, where the hostility does not wait for a request. The
 * connection is closed when it returns or throws.
 */
@FunctionalInterface
public interface ConnectionScript {
    void run(RawConnection wire) throws IOException, InterruptedException;
}

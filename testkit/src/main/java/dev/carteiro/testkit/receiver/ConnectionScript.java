package dev.carteiro.testkit.receiver;

import java.io.IOException;

/**
 * The receiver's behaviour for a connection from its beginning, for hostile cases without a request. The connection is closed when it
 * returns or throws.
 */
@FunctionalInterface
public interface ConnectionScript {
    void run(RawConnection wire) throws IOException, InterruptedException;
}

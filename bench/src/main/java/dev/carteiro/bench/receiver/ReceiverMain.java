package dev.carteiro.bench.receiver;

import java.io.IOException;

/** The receiver's process. One thread; a signal ends it. */
public final class ReceiverMain {
    private ReceiverMain() {
    }

    @SuppressWarnings("SystemOut") // the parent process waits for the line
    public static void main(String[] arguments) throws IOException {
        try (EventLoop loop = new EventLoop(0)) {
            System.out.println("the receiver is ready on port " + loop.port());
            loop.run();
        }
    }
}

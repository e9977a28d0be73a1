package dev.carteiro.testkit.receiver;

/** Decides what happens to a connection after a behaviour. */
public enum ConnectionDisposition {
    /** The next request is read, unless the sender sent {@code connection: close}. */
    NEXT_REQUEST,
    /** The receiver closes it. */
    CLOSE
}

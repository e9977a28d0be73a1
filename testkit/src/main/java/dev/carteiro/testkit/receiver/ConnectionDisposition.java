package dev.carteiro.testkit.receiver;

/** What becomes of a connection when a behaviour has had its turn. */
public enum ConnectionDisposition {
    /** The next request is read from it, unless the sender said {@code connection: close}. */
    NEXT_REQUEST,
    /** The receiver closes it. */
    CLOSE
}

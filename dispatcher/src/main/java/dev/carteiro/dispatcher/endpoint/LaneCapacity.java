package dev.carteiro.dispatcher.endpoint;

/** The capacity that a lane has for a record that arrives. */
public enum LaneCapacity {
    /** As many requests as the subscription allows. */
    AMPLE,
    /** Memory but no processor time: one more request would only wait, and delay all others. */
    BUSY,
    /** A single request and no queue. */
    SINGLE
}

package dev.carteiro.dispatcher.endpoint;

/** What a lane can spare for a record that arrives. */
public enum LaneCapacity {
    /** Whatever the subscription allows. */
    AMPLE,
    /** Memory, but no processor: a request more would only wait for one, and make all others wait. */
    BUSY,
    /** A single request, and no place in a queue. */
    SINGLE
}

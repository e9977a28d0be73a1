package dev.carteiro.dispatcher.lane;

/** How a commit ended. */
enum CommitOutcome {
    /** Everything is written. */
    YES,
    /** Nothing is written; the same results may be sent again. */
    NO,
    /** Nothing is written, since a broker takes no gap map of that length; the producer is to be replaced. */
    TOO_LONG,
    /** Nobody knows; only a new producer with the same transactional id finds out. */
    IN_DOUBT
}

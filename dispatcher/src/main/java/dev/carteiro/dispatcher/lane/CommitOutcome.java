package dev.carteiro.dispatcher.lane;

/** The outcome of a commit. */
enum CommitOutcome {
    /** Everything is written. */
    YES,
    /** Nothing is written; the same results may be sent again. */
    NO,
    /** Nothing is written, because a broker rejected a gap map as too long; the producer must be replaced. */
    TOO_LONG,
    /** The outcome is unknown; a new producer with the same transactional id resolves it. */
    IN_DOUBT
}

package dev.carteiro.dispatcher.admission;

/**
 * The memory pool that a record is charged to.
 *
 * <pre>
 *   HEALTHY   endpoints that have recently succeeded; up to half of it, those that are too new to know
 *   DOUBTFUL  all others
 *   PROBING   the single request that an endpoint keeps when DOUBTFUL is full
 *   PASSING   records that wait for no receiver: they leave with the next commit
 * </pre>
 */
public enum PoolKind {
    HEALTHY, DOUBTFUL, PROBING, PASSING
}

package dev.carteiro.dispatcher.metrics;

/**
 * How many endpoints the system says something about. Immutable.
 *
 * @param failing that have done nothing but fail, for a minute or longer
 * @param gone disabled because they answered 410
 * @param disabled because they did nothing but fail for as long as is configured
 */
public record EndpointStatusCounts(int failing, int gone, int disabled) {
}

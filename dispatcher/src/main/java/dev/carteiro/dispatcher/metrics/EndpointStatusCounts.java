package dev.carteiro.dispatcher.metrics;

/**
 * The number of endpoints with each status. Immutable.
 *
 * @param failing endpoints whose attempts have all failed for a minute or longer
 * @param gone endpoints that were disabled because they responded with 410
 * @param disabled endpoints that were disabled because all attempts failed for the configured time
 */
public record EndpointStatusCounts(int failing, int gone, int disabled) {
}

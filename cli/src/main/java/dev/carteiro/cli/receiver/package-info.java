/**
 * {@code carteiro receiver}: an endpoint to try Carteiro with, which shows and counts what it gets. The path says how it
 * answers, so that one process plays the reliable, the flaky and the dead receiver.
 *
 * <p>{@code carteiro verify} judges a request that somebody kept, by the same {@link WebhookSignatureCheck}, which {@code listen} and
 * the demo use, too.
 *
 * <p>Like the receivers of others it knows nothing of Carteiro but the requests, and checks signatures with code of its
 * own.
 */
@NullMarked
package dev.carteiro.cli.receiver;

import org.jspecify.annotations.NullMarked;

/**
 * {@code carteiro receiver}: a test endpoint that shows and counts requests. The path selects the response, so that one process
 * can be a reliable, a flaky and a failing receiver.
 *
 * <p>{@code carteiro verify} verifies a saved request with the same {@link WebhookSignatureCheck}, which {@code listen} and the demo use,
 * too.
 *
 * <p>The signature check does not use the code of Carteiro's signer, so that it finds the signer's mistakes.
 */
@NullMarked
package dev.carteiro.cli.receiver;

import org.jspecify.annotations.NullMarked;

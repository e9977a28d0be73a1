package dev.carteiro.cli.receiver;

import java.nio.charset.StandardCharsets;

/**
 * The response of a receiver. Immutable.
 *
 * @param contentType empty for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WebhookResponse(int status, String contentType, byte[] body) {
    public static WebhookResponse of(int status) {
        return new WebhookResponse(status, "", new byte[0]);
    }

    public static WebhookResponse text(int status, String text) {
        return new WebhookResponse(status, "text/plain; charset=utf-8",
                (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}

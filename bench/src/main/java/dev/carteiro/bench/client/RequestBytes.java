package dev.carteiro.bench.client;

import java.nio.charset.StandardCharsets;

/** Builds the bytes of requests. Stateless. */
public final class RequestBytes {
    private static final String ROOT = "/webhooks/api/v1";

    private RequestBytes() {
    }

    /** @param path below the API's root, encoded */
    public static byte[] get(String path, String token) {
        return bytes(head("GET", path, token) + "\r\n");
    }

    /** @param json ASCII characters only */
    public static byte[] post(String path, String token, String json) {
        return bytes(head("POST", path, token) + "Content-Type: application/vnd.api+json\r\nContent-Length: "
                + json.length() + "\r\n\r\n" + json);
    }

    private static String head(String method, String path, String token) {
        return method + ' ' + ROOT + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

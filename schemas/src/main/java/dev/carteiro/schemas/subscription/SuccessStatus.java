package dev.carteiro.schemas.subscription;

import java.util.List;

/**
 * HTTP statuses that count as delivered. Immutable.
 *
 * @param texts statuses ({@code 200}) and classes ({@code 2xx})
 */
public record SuccessStatus(List<String> texts) {
    public static final SuccessStatus DEFAULT = new SuccessStatus(List.of("2xx"));

    public SuccessStatus {
        texts = List.copyOf(texts);
        for (String text : texts) {
            if (!text.matches("[1-5](xx|[0-9][0-9])")) {
                throw new IllegalArgumentException(
                        "'" + text + "' is not an HTTP status: use one such as 200, or a class such as 2xx");
            }
        }
    }

    public boolean includes(int status) {
        return texts.contains(status / 100 + "xx") || texts.contains(Integer.toString(status));
    }
}

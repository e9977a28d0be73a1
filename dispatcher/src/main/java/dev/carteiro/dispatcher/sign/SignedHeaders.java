package dev.carteiro.dispatcher.sign;

import dev.carteiro.schemas.subscription.Profile;
import dev.carteiro.schemas.subscription.Secret;
import dev.carteiro.schemas.subscription.Subscription;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Returns the headers that identify and sign a request. Stateless. */
public final class SignedHeaders {
    private SignedHeaders() {
    }

    /**
     * Returns the headers of one attempt.
     *
     * @param id the delivery's id
     * @param attempt the attempt's number, from 1
     * @param at the start of the attempt
     * @param body the body exactly as sent
     */
    public static Map<String, String> of(Subscription subscription, String id, int attempt, Instant at, byte[] body) {
        long seconds = at.getEpochSecond();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(seconds));
        headers.put("webhook-attempt", Integer.toString(attempt));
        List<Secret> secrets = subscription.secrets(at);
        String signature = StandardSignature.of(id, seconds, body, secrets);
        if (!signature.isEmpty()) {
            headers.put(StandardSignature.HEADER, signature);
        }
        if (subscription.profile() == Profile.TWENTY) {
            long millis = at.toEpochMilli();
            headers.put(TwentySignature.TIMESTAMP, Long.toString(millis));
            headers.put(TwentySignature.HEADER, TwentySignature.of(millis, body, secrets, attempt));
        }
        return headers;
    }

    /** Returns the signatures in the headers, one by one. */
    public static List<String> signatures(Map<String, String> headers) {
        return Stream.of(StandardSignature.HEADER, TwentySignature.HEADER).map(headers::get).filter(Objects::nonNull)
                .flatMap(value -> Stream.of(value.split(" "))).toList();
    }
}

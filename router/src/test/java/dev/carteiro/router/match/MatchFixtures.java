package dev.carteiro.router.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.event.Event;
import dev.carteiro.schemas.event.EventDecoder;
import dev.carteiro.schemas.event.EventDecodingResult;
import dev.carteiro.schemas.event.SourceRecord;
import dev.carteiro.schemas.subscription.Subscription;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Creates subscriptions and events from JSON with single quotes. Stateless. */
final class MatchFixtures {
    private static final SubscriptionReader READER = new SubscriptionReader(AllowedTargets.NONE);
    private static final EventDecoder DECODER = new EventDecoder(EventDecoder.DEFAULT_MAX_BYTES);

    private MatchFixtures() {
    }

    /** @param rest members after the target URL, with ' for " */
    static Subscription subscription(String id, String rest) {
        String json = "{'targetUrl': 'https://example.com/hooks', " + rest + "}";
        SubscriptionReadResult reading = READER.read(id, bytes(json));
        assertThat(reading).as(json).isInstanceOf(SubscriptionReadResult.Valid.class);
        return ((SubscriptionReadResult.Valid) reading).subscription();
    }

    static Event event(String type) {
        return event(type, "'data': {}");
    }

    /** @param rest members after the type, with ' for " */
    static Event event(String type, String rest) {
        String json = "{'event': '" + type + "', " + rest + "}";
        EventDecodingResult decoded = DECODER
                .decode(new SourceRecord("events", 0, 0, 0, new RecordHeaders(), bytes(json)));
        assertThat(decoded).as(json).isInstanceOf(EventDecodingResult.Valid.class);
        return ((EventDecodingResult.Valid) decoded).event();
    }

    static Set<String> ids(MatchResult matches) {
        assertThat(matches.failed()).isEmpty();
        assertThat(matches.found()).doesNotHaveDuplicates();
        return matches.found().stream().map(Match::subscription).collect(Collectors.toSet());
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}

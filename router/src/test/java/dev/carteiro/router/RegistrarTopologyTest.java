package dev.carteiro.router;

import static dev.carteiro.router.TopologyFixture.bytes;
import static dev.carteiro.router.TopologyFixture.headers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.router.metrics.RouterMeter;
import dev.carteiro.schemas.subscription.RegistrarRules;
import dev.carteiro.schemas.wire.WireSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegistrarTopologyTest {
    private static final String VALID = "{'targetUrl': 'https://example.com/hooks', 'event': 'a'}";

    @TempDir
    Path directory;
    private TopologyFixture router;

    @BeforeEach
    void start() {
        router = new TopologyFixture(directory);
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    void acceptsAValidSubscriptionUnchanged() {
        router.subscribe("s", " {'targetUrl' : 'https://example.com/hooks','event':'a'} ", Instant.ofEpochMilli(7));

        assertThat(router.applied()).singleElement().satisfies(applied -> {
            assertThat(applied.key()).isEqualTo(bytes("s"));
            assertThat(applied.value()).asString(StandardCharsets.UTF_8)
                    .isEqualTo(" {\"targetUrl\" : \"https://example.com/hooks\",\"event\":\"a\"} ");
            assertThat(headers(applied)).isEqualTo(Map.of("created-at", "7", "updated-at", "7"));
            assertThat(applied.getRecordTime()).isEqualTo(TopologyFixture.NOW);
        });
        assertThat(router.meters.get(RouterMeter.SUBSCRIPTIONS.spec().name()).tag("state", "active").gauge().value())
                .isEqualTo(1);
    }

    @Test
    void acceptsATombstoneAndStopsDelivering() {
        router.subscribe("s", VALID);
        router.subscribe("s", null);
        router.subscribe("unknown", null);
        router.publish("{'event': 'a', 'data': {}}");

        assertThat(router.applied()).extracting(TestRecord::value).element(1).isNull();
        assertThat(router.deliveries()).isEmpty();
        assertThat(router.quarantine()).isEmpty();
    }

    @Test
    void keepsTheCreationTimeOfASubscriptionUntilItIsDeleted() {
        router.alreadyApplied("before-the-start", VALID, new RecordHeaders().add("created-at", bytes("3")));
        router.alreadyApplied("before-it-was-recorded", VALID);
        router.subscribe("s", VALID, Instant.ofEpochMilli(10));
        router.subscribe("s", VALID, Instant.ofEpochMilli(11));
        router.subscribe("s", "{'event': 'without a target'}", Instant.ofEpochMilli(12));
        router.subscribe("s", VALID, Instant.ofEpochMilli(13));
        router.subscribe("s", null, Instant.ofEpochMilli(14));
        router.subscribe("s", VALID, Instant.ofEpochMilli(15));
        router.subscribe("s", VALID, Instant.ofEpochMilli(16));
        router.subscribe("before-the-start", VALID, Instant.ofEpochMilli(17));
        router.subscribe("before-it-was-recorded", VALID, Instant.ofEpochMilli(18));

        assertThat(router.applied()).extracting(applied -> headers(applied).toString()).containsExactly(
                "{created-at=10, updated-at=10}", "{created-at=10, updated-at=11}", "{created-at=10, updated-at=13}",
                "{}", "{created-at=15, updated-at=15}", "{created-at=15, updated-at=16}",
                "{created-at=3, updated-at=17}", "{updated-at=18}");
        assertThat(router.quarantine()).hasSize(1);
    }

    @Test
    void keepsTheLastValidVersionInForce() {
        router.subscribe("s", VALID);
        router.subscribe("s", "{'targetUrl': 'https://example.com/hooks', 'event': 'b', 'colour': 'red'}");
        router.publish("{'event': 'a', 'data': {}}");
        router.publish("{'event': 'b', 'data': {}}");

        assertThat(router.applied()).hasSize(1);
        assertThat(router.quarantine()).hasSize(1);
        assertThat(router.deliveries()).extracting(delivery -> headers(delivery).get("event")).containsExactly("a");
    }

    @Test
    void publishesItsAllowedNetworksOnce() {
        router.passTime();
        router.passTime();

        assertThat(router.endpointStatus()).singleElement().satisfies(rules -> {
            assertThat(rules.key()).isEqualTo(RegistrarRules.key());
            assertThat(RegistrarRules.read(rules.value())).isEqualTo(new RegistrarRules(List.of()));
        });
    }

    static Stream<Arguments> invalid() {
        return Stream.of(Arguments.of("s", "{'targetUrl': 'https://example.com', 'event': 'a', 'colour': 'red'}",
                "/colour: unknown member; known members are context, event, events, filter"),
                Arguments.of("s", "{'targetUrl': 'https://example.com', 'event': 'a b'}",
                        "/event: must be an event type"),
                Arguments.of("s", "{'targetUrl': 'https://example.com', 'event': 'a**b'}", "has two consecutive *"),
                Arguments.of("s", "{'targetUrl': 'https://example.com', 'events': []}", "/events: "),
                Arguments.of("s", "{'targetUrl': 'http://127.0.0.1/', 'event': 'a'}", "/targetUrl: "),
                Arguments.of("s", "{'targetUrl': 'ftp://example.com/', 'event': 'a'}", "/targetUrl: "),
                Arguments.of("s", "{'targetUrl': 'https://example.com'}", "use either 'events'"),
                Arguments.of("s", "{'event': 'a'}", "'targetUrl' is missing"),
                Arguments.of("s", "{'targetUrl': 'https://example.com', 'event': 'a', 'event': 'b'}", "not JSON: "),
                Arguments.of("s", "{'targetUrl': 'https://example.com', 'event': 'a', 'maxInFlight': '5'}",
                        "/maxInFlight: "),
                Arguments.of("s", "{'targetUrl': 'https://example.com', 'event': 'a', 'filter': {'n': 1}}",
                        "/filter/n: "),
                Arguments.of("s", "{'targetUrl': 'https://example.com', 'event': 'a', 'profile': 'slack'}",
                        "/profile: must be one of "),
                Arguments.of("s", "{'targetUrl': 'https://example.com', 'event': 'a', 'profile': 'twenty'}",
                        "/secrets: profile 'twenty' signs with HMAC-SHA256: add at least one secret"),
                Arguments.of("s", "{'targetUrl': 'https://example.com', 'event': 'a', 'secrets': ['whsec_x']}",
                        "/secrets/0: whsec_ is not followed by base64"),
                Arguments.of("s",
                        "{'targetUrl': 'https://example.com', 'event': 'a', 'secrets': ['v1,whsec_MfKQ9r8GKYqrTwjU']}",
                        "/secrets/0: looks like whsec_, whsk_ or whpk_, but does not start with exactly this prefix"),
                Arguments.of("s", "{'targetUrl': 'https://example.com', 'event': 'a', 'statusChange': {'to': [3]}}",
                        "/statusChange/to/0: "),
                Arguments.of("s", "{'targetUrl': 'https://example.com', 'event': 'a', 'profile': 'titan'}",
                        "/statusChange: profile 'titan' reports status changes: add the statuses"),
                Arguments.of("s", "[".repeat(100_000), "not JSON: "), Arguments.of("s", "", "not JSON: "),
                Arguments.of("s", "\u0000", "not JSON: "), Arguments.of(null, VALID, "the record's key must be"),
                Arguments.of(null, null, "the record's key must be"),
                Arguments.of("", VALID, "the record's key must be"),
                Arguments.of("a\nb", null, "the record's key must be"),
                Arguments.of("x".repeat(257), VALID, "the record's key must be"));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void quarantinesInvalidSubscriptionsAndContinues(@Nullable String id, @Nullable String json, String detail) {
        router.subscribe("before", VALID);
        router.subscribe(id, json);
        router.subscribe("after", VALID);

        assertThat(router.applied()).extracting(TestRecord::key).containsExactly(bytes("before"), bytes("after"));
        assertThat(router.quarantine()).singleElement().satisfies(kept -> {
            assertThat(kept.key()).isEqualTo(id == null ? null : bytes(id));
            assertThat(headers(kept)).containsEntry("quarantine-reason", "invalid-subscription")
                    .containsEntry("quarantine-topic", "carteiro.subscriptions")
                    .containsEntry("quarantine-partition", "0").containsEntry("quarantine-offset", "1");
            assertThat(headers(kept).get("quarantine-detail")).contains(detail).doesNotContain("\n");
        });
    }

    @Test
    void acceptsSecretsInForceInLaterVersions() {
        String doubtful = "{'targetUrl': 'https://example.com/hooks', 'event': '%s', 'secrets': [' whsec_%s']}";
        router.alreadyApplied("s", doubtful.formatted("a", "MfKQ9r8GKYqrTwjU"));
        router.subscribe("s", doubtful.formatted("a", "MfKQ9r8GKYqrTwjU"));
        router.subscribe("s", doubtful.formatted("b", "MfKQ9r8GKYqrTwjU"));
        router.subscribe("s", doubtful.formatted("c", "another"));
        router.subscribe("other", doubtful.formatted("d", "MfKQ9r8GKYqrTwjU"));

        assertThat(router.applied()).extracting(TestRecord::key).containsExactly(bytes("s"), bytes("s"));
        assertThat(router.quarantine()).extracting(TestRecord::key).containsExactly(bytes("s"), bytes("other"));
    }

    @Test
    void ignoresTheHeadersOfASubscription() {
        Header[] many = new Header[300_000];
        Arrays.fill(many, new RecordHeader("", null));
        router.subscribe(bytes("s"), bytes(VALID.replace('\'', '"')), new RecordHeaders(many));
        router.subscribe(bytes("t"), null, new RecordHeaders(many));
        router.subscribe(bytes("u"), bytes("[]"), new RecordHeaders(many));

        assertThat(router.applied()).extracting(TestRecord::key).containsExactly(bytes("s"), bytes("t"));
        assertThat(router.quarantine()).singleElement().satisfies(kept -> assertThat(
                WireSize.of(kept.key(), kept.value(), kept.headers())).isLessThan(70_000));
    }

    @Test
    void quarantinesAnOversizedSubscriptionWithoutDeletingIt() {
        router.subscribe("s", VALID);
        router.subscribe(null, null, new RecordHeaders().add("carteiro-unread-bytes", bytes("734003200")));

        assertThat(router.applied()).hasSize(1);
        assertThat(router.quarantine()).singleElement().extracting(kept -> headers(kept).get("quarantine-detail"))
                .isEqualTo("the record has 734003200 bytes when decompressed; at most 1048588 are allowed");
    }

    @Test
    void omitsAnOversizedKeyFromQuarantineAndStoresItsSize() {
        router.subscribe(new byte[1_000_000], bytes("{}"));

        assertThat(router.quarantine()).singleElement().satisfies(kept -> {
            assertThat(kept.key()).isNull();
            assertThat(headers(kept)).containsEntry("quarantine-key-bytes", "1000000");
        });
    }

    @Test
    void quarantinesAKeyThatIsNoUtf8() {
        router.subscribe(new byte[]{(byte) 0xff}, bytes(VALID.replace('\'', '"')));

        assertThat(router.applied()).isEmpty();
        assertThat(router.quarantine()).singleElement().extracting(TestRecord::key).isEqualTo(new byte[]{(byte) 0xff});
    }
}

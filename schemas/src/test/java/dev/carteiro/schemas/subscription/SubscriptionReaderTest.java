package dev.carteiro.schemas.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.schemas.subscription.SubscriptionReadResult.Invalid;
import dev.carteiro.schemas.subscription.SubscriptionReadResult.Valid;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionReaderTest {
    private final SubscriptionReader reader = new SubscriptionReader(AllowedTargets.NONE);

    @Test
    void reportsForeignRecordsOfTheAppliedTopicAsInvalid() {
        String valid = "{\"targetUrl\": \"https://example.com\", \"event\": \"a\"}";
        assertThat(reader.readApplied("s", bytes(valid))).isInstanceOf(Valid.class);
        assertThat(reader.readApplied("x".repeat(257), bytes(valid))).isInstanceOf(Invalid.class);
        assertThat(reader.readApplied("s", bytes(valid + " ".repeat(262_144))))
                .isInstanceOf(Invalid.class);
        assertThat(reader.readApplied("s", bytes("[".repeat(200_000)))).isInstanceOf(Invalid.class);
        assertThat(reader.readApplied("s",
                bytes("{\"targetUrl\": \"https://example.com\", \"event\": \"a\", \"secrets\": {\"k\": 1}}")))
                .isInstanceOf(Invalid.class);
    }

    @Test
    void appliesTheDefaults() {
        Subscription read = valid("{'targetUrl': 'https://example.com/hooks', 'event': 'a'}");

        assertThat(read.events()).containsExactly(new TypePattern("a"));
        assertThat(read.state()).isEqualTo(SubscriptionState.ACTIVE);
        assertThat(read.profile()).isEqualTo(Profile.STANDARD);
        assertThat(read.method()).isEqualTo("POST");
        assertThat(read.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(read.successStatus().includes(204)).isTrue();
        assertThat(read.successStatus().includes(301)).isFalse();
        assertThat(read.retry().waits()).hasSize(9).startsWith(Duration.ofSeconds(5)).endsWith(Duration.ofDays(1));
        assertThat(read.maxAge()).isEqualTo(Duration.ofDays(4));
        assertThat(read.maxInFlight()).isEqualTo(16);
        assertThat(read.rateLimit()).isNull();
        assertThat(read.name()).isNull();
    }

    @Test
    void readsEveryMemberOfTheContract() {
        Subscription read = valid("""
                {'name': 'N', 'targetUrl': 'https://example.com/hooks', 'events': ['a', 'b.*'], 'context': 'c',
                 'tenant': 't', 'filter': {'data': {'n': [1]}}, 'state': 'paused', 'profile': 'standard',
                 'method': 'PUT', 'headers': {'authorization': 'Bearer x'}, 'secrets': ['hush'], 'timeout': '30s',
                 'successStatus': ['2xx', 304], 'retry': {'schedule': ['1s']}, 'maxAge': '1h', 'maxInFlight': 1,
                 'rateLimit': '100/s', 'statusChange': {'to': ['B'], 'from': ['A']}, 'ordering': 'none'}""");

        assertThat(read.name()).isEqualTo("N");
        assertThat(read.headers()).isEqualTo(Map.of("authorization", "Bearer x"));
        assertThat(read.secrets()).singleElement().isInstanceOfSatisfying(Secret.Hmac.class,
                secret -> assertThat(secret.key().getEncoded()).isEqualTo("hush".getBytes(StandardCharsets.UTF_8)));
        assertThat(read.successStatus().texts()).isEqualTo(List.of("2xx", "304"));
        assertThat(read.retry().afterAttempt(1)).contains(Duration.ofSeconds(1));
        assertThat(read.retry().afterAttempt(2)).isEmpty();
        assertThat(read.rateLimit()).isEqualTo(new RateLimit(100, Duration.ofSeconds(1)));
        assertThat(read.toString()).isEqualTo("Subscription[s -> example.com, paused]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "'event': 'a', 'colour': 1 | /colour: unknown member; known members are context, event, events, filter, headers,"
                    + " maxAge, maxInFlight, method, name, ordering, profile, rateLimit, retiringSecrets, retry, secrets,"
                    + " state, statusChange, successStatus, targetUrl, tenant, timeout",
            "'event': 'a', 'retry': {'x': 1} | /retry/x: unknown member; known members are schedule",
            "'event': 'a', 'state': 'off' | /state: must be one of [\"active\",\"paused\",\"disabled\"]",
            "'event': 'a b' | /event: must be an event type: 1 to 256 printable ASCII characters except space, \" ' and \\; * stands for one or more characters",
            "'event': 'a**' | /event: 'a**' has two consecutive *: use one",
            "'events': ['a', 'b**'] | /events/1: 'b**' has two consecutive *: use one",
            "'event': 'a', 'events': ['b'] | use either 'events', a list of event types, or 'event', a single one",
            "'context': 'c' | use either 'events', a list of event types, or 'event', a single one",
            "'event': 'a', 'timeout': '31s' | /timeout: 31s is out of range: use 100ms to 30s",
            "'event': 'a', 'timeout': 5 | /timeout: must be a string, not an integer",
            "'event': 'a', 'maxAge': '15d' | /maxAge: 15d is out of range: use 1s to 14d",
            "'event': 'a', 'rateLimit': 'x' | /rateLimit: must be a number of attempts per s, m or h, for example 100/s",
            "'event': 'a', 'successStatus': ['600'] | /successStatus/0: must be an HTTP status such as 200 or a class such as 2xx",
            "'event': 'a', 'ordering': 'key' | /ordering: 'key' is not supported yet; use 'none', or omit the member",
            "'event': 'a', 'statusChange': {'to': ['B'], 'at': 1} | /statusChange/at: unknown member; known members are field, from, to",
            "'event': 'a', 'statusChange': {'from': ['B']} | /statusChange: 'to' is missing",
            "'event': 'a', 'statusChange': {'to': ['B'], 'field': 'a..b'} | /statusChange/field: must be a name, or several"
                    + " separated by dots, as in operation.status; at most 128 characters",
            "'event': 'a', 'retry': {'schedule': ['100h', '13h']} | /retry/schedule: the waits add up to 113h; at most 112h are allowed,"
                    + " a third of the retention of deliveries",
            "'event': 'a', 'secrets': ['whsec_AAAA'] | /secrets/0: whsec_ is followed by 3 bytes in base64; use 24 to 64",
            "'event': 'a', 'maxInFlight': 1e99999999999 | not JSON: a number is out of range"})
    void saysWhatIsWrongAndWhatWouldBeAccepted(String members, String detail) {
        assertThat(invalid("{'targetUrl': 'https://example.com', " + members + "}").detail()).isEqualTo(detail);
    }

    @Test
    void reportsSeveralProblemsTogether() {
        Invalid invalid = invalid("{'targetUrl': 'ftp://example.com', 'event': 'a**', 'timeout': '31s'}");

        assertThat(invalid.problems()).extracting(SubscriptionReadResult.Problem::pointer).containsExactly("/targetUrl",
                "/event", "/timeout");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'target_url': 'https://example.com', 'evnets': ['a']} | /target_url: unknown member; did you mean targetUrl?;"
                    + " /evnets: unknown member; did you mean events?",
            "{'targetUrl': 'ftp://x', 'events': ['a**'], 'method': 'post', 'timeout': 5} | /method: must be one of"
                    + " [\"POST\",\"PUT\",\"PATCH\"]; did you mean POST?; /timeout: must be a string, not an integer;"
                    + " /targetUrl: the URL does not start with https:// or http://; /events/0: 'a**' has two consecutive"
                    + " *: use one",
            "{'targetUrl': 'http://10.0.0.1/', 'event': 'a', 'profile': 'standart', 'ordering': 'key'} | /profile: must be one"
                    + " of [\"standard\",\"twenty\",\"checkmob\",\"grafeno\",\"catalisa\",\"titan\",\"cloudevents\",\"cloudevents-binary\",\"raw\"];"
                    + " did you mean standard?; /targetUrl: 10.0.0.1 is a private address; an operator can allow its network"
                    + " with --allow-target 10.0.0.0/8; /ordering: 'key' is not supported yet; use 'none', or omit the"
                    + " member",
            "{'event': 'a', 'ordering': 'key'} | 'targetUrl' is missing; /ordering: 'key' is not supported yet;"
                    + " use 'none', or omit the member",
            "{'targetUrl': 7, 'events': 'a', 'headers': [], 'retry': 1} | /targetUrl: must be a string, not an integer;"
                    + " /events: must be an array, not a string; /headers: must be an object, not an array; /retry: must be"
                    + " an object, not an integer",
            "[] | must be an object, not an array; use either 'events', a list of event types, or 'event', a single one"})
    void reportsProblemsOfSchemaAndRulesTogether(String json, String details) {
        assertThat(("; " + invalid(json).detail()).split("; (?=/)|^; "))
                .containsExactlyInAnyOrder(("; " + details).split("; (?=/)|^; "));
    }

    @Test
    void showsTwentyProblemsAndTheNumberOfOthers() {
        StringBuilder members = new StringBuilder("{'targetUrl': 'https://example.com', 'event': 'a'");
        for (int i = 0; i < 23; i++) {
            members.append(", '").append("zzzzzzzz".repeat(2)).append(i).append("': 1");
        }
        Invalid invalid = invalid(members + "}");

        assertThat(invalid.problems()).hasSize(23);
        assertThat(invalid.detail()).endsWith("; and 3 more");
    }

    @Test
    void rejectsAFilterWithTooManyCombinations() {
        StringBuilder filter = new StringBuilder("'filter': {");
        for (int i = 0; i < 8; i++) {
            filter.append(i == 0 ? "" : ", ").append("'f").append(i).append("': {'$or': [");
            for (int j = 0; j < 10; j++) {
                filter.append(j == 0 ? "" : ", ").append("{'x").append(j).append("': [1]}");
            }
            filter.append("]}");
        }

        assertThat(invalid("{'targetUrl': 'https://example.com', 'event': 'a', " + filter + "}}").detail())
                .startsWith("/filter: ");
    }

    /** Another program may write to the applied topic; that must yield a result, never an exception. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {"'rateLimit': 'fast'", "'timeout': 'soon'",
            "'retry': {'schedule': ['never']}", "'secrets': ['whsec_!']", "'successStatus': ['ok']",
            "'events': ['a b']",
            "'statusChange': 5", "'retiringSecrets': 5", "'retiringSecrets': [5, {'secret': 5, 'until': 'never'}]",
            "'headers': 5", "'retry': 5", "'maxInFlight': 'x', 'events': []"})
    void returnsAResultForEveryInvalidAppliedVersion(String members) {
        String json = ("{'targetUrl': 'https://example.com', 'event': 'a', " + members + "}").replace('\'', '"');
        SubscriptionReadResult reading = new SubscriptionReader(AllowedTargets.NONE).readApplied("sub",
                json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(reading).isNotNull();
    }

    /** Also without the schema: otherwise the subscription would belong to a tenant with that text, or to none. */
    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "true", "['acme']", "{}"})
    void rejectsATenantThatIsNotAString(String tenant) {
        String json = ("{'targetUrl': 'https://example.com', 'event': 'a', 'tenant': " + tenant + "}").replace('\'',
                '"');
        byte[] bytes = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);

        assertThat(new SubscriptionReader(AllowedTargets.NONE).read("sub", bytes))
                .isInstanceOf(SubscriptionReadResult.Invalid.class);
        assertThat(new SubscriptionReader(AllowedTargets.NONE).readApplied("sub", bytes)).isInstanceOfSatisfying(
                SubscriptionReadResult.Invalid.class,
                invalid -> assertThat(invalid.detail()).isEqualTo("/tenant: must be a string"));
    }

    @Test
    void limitsSizeDepthAndId() {
        assertThat(invalid("[".repeat(100_000)).detail()).startsWith("not JSON: ");
        assertThat(invalid(" ".repeat(256 * 1024 + 1)).detail())
                .isEqualTo("the subscription has 262145 bytes; at most 262144 are allowed");
        assertThat(SubscriptionReader.isId("")).isFalse();
        assertThat(SubscriptionReader.isId("a\u0000")).isFalse();
        assertThat(SubscriptionReader.isId("x".repeat(256))).isTrue();
        assertThat(SubscriptionReader.isId("x".repeat(257))).isFalse();
    }

    private Subscription valid(String json) {
        SubscriptionReadResult reading = reader.read("s", bytes(json));
        assertThat(reading).isInstanceOf(Valid.class);
        return ((Valid) reading).subscription();
    }

    private Invalid invalid(String json) {
        SubscriptionReadResult reading = reader.read("s", bytes(json));
        assertThat(reading).isInstanceOf(Invalid.class);
        return (Invalid) reading;
    }

    private static byte[] bytes(String json) {
        return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }
}

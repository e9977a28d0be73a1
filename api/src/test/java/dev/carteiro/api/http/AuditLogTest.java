package dev.carteiro.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.auth.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AuditLogTest {
    private final AuditLog audit = new AuditLog(AuditOptions.CHANGES_ONLY,
            InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z")), () -> 0);
    private final ApiRoute route = ApiRoute.manage(HttpMethod.DELETE, "/subscriptions/{id}",
            call -> ApiResponse.noContent());

    @Test
    void aLineHasCallerOperationTimeAndStatus() {
        assertThat(audit.line(new Caller("ana", "acme", Set.of(Scope.MANAGE)), route, "s-1", 204, List.of(),
                false, "req-1"))
                .isEqualTo("{\"at\":\"2026-01-02T03:04:05Z\",\"request\":\"req-1\",\"who\":\"ana\",\"tenant\":\"acme\","
                        + "\"did\":\"DELETE /subscriptions/{id}\",\"id\":\"s-1\",\"status\":204}");
    }

    @Test
    void aLineNamesCredentialsThatWereKeptForAnotherOrigin() {
        assertThat(audit.line(new Caller("ana", null, Set.of(Scope.MANAGE)), route, "s-1", 200,
                List.of("headers", "secrets"), false, "req-1"))
                .endsWith("\"id\":\"s-1\",\"status\":200,\"keptCredentials\":[\"headers\",\"secrets\"]}");
    }

    @Test
    void noFieldCanEndTheLine() {
        String line = audit.line(new Caller("a\n{\"who\":\"b\"}\u2028\u202e", null, Set.of()), route,
                "x".repeat(10_000) + "\r\n", 404, List.of(), true, "req-1");
        assertThat(line).hasSizeLessThan(600).matches("[ -~]*")
                .contains("\"who\":\"a\\n{\\\"who\\\":\\\"b\\\"}\\u2028\\u202E\"");
    }
}

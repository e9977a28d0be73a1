package dev.carteiro.schemas.targeturl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"authorization", "Authorization", "X-Api-Key", "x-tenant", "Accept", "X-Twenty", "cecil",
            "webhooks", "x-webhook-token", "hostname", "x-hosting", "proxying", "x_y", "!#$%&'*+.^`|~", "TEA", "x-amzn",
            "traceparent", "idempotency-key", "x-ms-version", "cfg-id", "flyer", "secret", "x-real", "x-httpd",
            "x-vault", "accept-language", "origin", "x-request-id", "x-api-version", "x_api_key"})
    void allowsOrdinaryHeaders(String name) {
        assertThat(HeaderRules.check(Map.of(name, "Bearer abc.def=="))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "host", "Content-Length", "Content-Type", "content-encoding", "Transfer-Encoding",
            "Connection", "Keep-Alive", "Upgrade", "TE", "te", "Trailer", "Expect", "Accept-Encoding",
            "Proxy-Authorization", "Proxy-Connection", "proxy-x", "User-Agent", "webhook-id", "Webhook-Signature",
            "webhook-anything", "ce-id", "CE-type", "X-Twenty-Webhook-Signature", "x-twenty-webhook-x", "Forwarded",
            "X-Forwarded-For", "x-forwarded-host", "Metadata", "Metadata-Flavor", "X-aws-ec2-metadata-token",
            "X-aws-ec2-metadata-token-ttl-seconds", "X-Goog-User-Project", "X-Google-Metadata-Request",
            "X-Amz-Security-Token", "Cookie", "COOKIE", "X-Real-IP", "X-Original-URL", "Via", "HTTP2-Settings",
            "CF-Connecting-IP", "cf-ipcountry", "True-Client-IP", "X-Client-IP", "X-Cluster-Client-IP",
            "X-Rewrite-URL", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-HTTP-Path-Override",
            "X-Vault-Token", "X-Vault-Namespace", "X-Consul-Token", "X-Nomad-Token", "X-Original-Host", "X-Host",
            "Fastly-Client-IP", "Fly-Client-IP", "X-Envoy-External-Address", "X-Envoy-Original-Path", "X-ProxyUser-Ip",
            "X-Amzn-Trace-Id",
            "X-Amzn-Oidc-Data", "X-Azure-ClientIP", "X-Forwarded", "X-Real-Port", "X-Remote-User", "X-Remote-Group",
            "Impersonate-User", "X-Auth-Request-Email", "X-WebAuth-User", "X-MS-CLIENT-PRINCIPAL-ID", "Client-IP",
            "X-Originating-IP", "WL-Proxy-Client-IP", "X-SSL-Client-Cert", "SSL-Client-Verify", "X-Client-Cert",
            "X-ARR-ClientCert", "X-AppEngine-User-IP", "X-Middleware-Subrequest", "CDN-Loop", "Early-Data",
            "Max-Forwards", "Proxy", "Sec-WebSocket-Key", "X_Forwarded_For", "X_Real_IP", "X-Real_IP",
            "webhook_signature", "Transfer_Encoding", "X-Kubernetes-Pf-Flowschema-Uid"})
    void rejectsReservedHeaders(String name) {
        assertThat(HeaderRules.check(Map.of(name, "x"))).containsExactly(
                new HeaderRules.HeaderProblem(name, "is reserved: a subscription may not set it"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x y", "x:", ":authority", "x\r\ny", "x\u0000", "x\u00e9", "ho\u017ft",
            "\u212aeep-alive", "x(y)", "a/b",
            "a,b", "\"x\"", "x\t", "host ", " host"})
    void rejectsNamesThatAreNotTokens(String name) {
        assertThat(HeaderRules.check(Map.of(name, "x"))).containsExactly(new HeaderRules.HeaderProblem(
                name.replaceAll("[^!-~]", "?"), "is not a header name: use letters, digits and hyphens"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret\r\nX-Evil: 1", "secret\n", "secret\r", "\u0000secret", "secret\u00e9", "a\tsecret",
            "secret\u007f", "\ud83d\ude00secret", "secret\u0085"})
    void rejectsValuesThatAreNotVisibleAsciiWithoutQuotingThem(String value) {
        assertThat(HeaderRules.check(Map.of("x-key", value))).containsExactly(new HeaderRules.HeaderProblem("x-key",
                "has a value with a character that is not visible ASCII or a space"));
        assertThat(HeaderRules.valueProblem(value)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {" x", "x ", " "})
    void rejectsValuesThatReceiversWouldTrim(String value) {
        assertThat(HeaderRules.check(Map.of("x-key", value))).containsExactly(
                new HeaderRules.HeaderProblem("x-key", "has a value that starts or ends with a space"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a b", "!~", "{\"a\":[1,2]}"})
    void allowsVisibleValues(String value) {
        assertThat(HeaderRules.valueProblem(value)).isEmpty();
    }

    @Test
    void limitsTheLengthOfAValue() {
        assertThat(HeaderRules.check(Map.of("x", "v".repeat(4_096)))).isEmpty();
        assertThat(HeaderRules.check(Map.of("x", "v".repeat(4_097)))).containsExactly(
                new HeaderRules.HeaderProblem("x", "has a value longer than 4096 bytes"));
    }

    @Test
    void limitsTheNumberOfHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i <= 20; i++) {
            headers.put("x-" + i, "v");
        }
        assertThat(HeaderRules.check(headers)).isEmpty();

        headers.put("x-21", "v");
        assertThat(HeaderRules.check(headers)).containsExactly(
                new HeaderRules.HeaderProblem("headers", "have 21 entries: at most 20 are allowed"));
    }

    @Test
    void limitsTheTotalSize() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i <= 4; i++) {
            headers.put("x-" + i, "v".repeat(4_093));
        }
        assertThat(HeaderRules.check(headers)).isEmpty();

        headers.put("y", "");
        assertThat(HeaderRules.check(headers)).containsExactly(
                new HeaderRules.HeaderProblem("headers", "have 16385 bytes in total: at most 16384 are allowed"));
    }

    @Test
    void rejectsDuplicateNamesInAnotherCase() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Key", "1");
        headers.put("x-key", "2");

        assertThat(HeaderRules.check(headers)).containsExactly(
                new HeaderRules.HeaderProblem("x-key", "is a duplicate: names are not case-sensitive"));
    }

    @Test
    void truncatesALongNameInTheProblem() {
        assertThat(HeaderRules.check(Map.of("host:" + "x".repeat(100), "v")))
                .containsExactly(new HeaderRules.HeaderProblem(
                        "host:" + "x".repeat(59) + "...", "is not a header name: use letters, digits and hyphens"));
    }
}

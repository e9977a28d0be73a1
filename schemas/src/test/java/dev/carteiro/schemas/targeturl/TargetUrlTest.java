package dev.carteiro.schemas.targeturl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetUrlTest {
    private static final AllowedTargets LOOPBACK = AllowedTargets.parse(List.of("127.0.0.0/8"));
    private static final AllowedTargets EVERYTHING = AllowedTargets.parse(List.of("0.0.0.0/0", "::/0"));

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"https://example.com, https://example.com",
            "http://example.com/, http://example.com/",
            "HTTPS://Hooks.EXAMPLE.com/A/b?C=d, https://hooks.example.com/A/b?C=d",
            "https://example.com:8443/h, https://example.com:8443/h", "http://example.com:80, http://example.com:80",
            "https://example.com:65535, https://example.com:65535",
            "http://example.com:1024/, http://example.com:1024/",
            "https://example.com?a=b@c&d[]=e, https://example.com?a=b@c&d[]=e",
            "https://example.com/@user:pw/x, https://example.com/@user:pw/x",
            "https://example.com/a%2fb%5c/.c/..d/e../...;/, https://example.com/a%2fb%5c/.c/..d/e../...;/",
            "https://example.com/it's;a+b?/../a=b;c+d%27%20?&&, https://example.com/it's;a+b?/../a=b;c+d%27%20?&&",
            "https://example.com/a//?, https://example.com/a//?",
            "https://xn--n3h.net/, https://xn--n3h.net/", "https://8.8.8.8/hook, https://8.8.8.8/hook",
            "http://[2606:4700:4700::1111]:8080/, http://[2606:4700:4700::1111]:8080/",
            "http://[2606:4700:4700:0:0:0:0:1111]/, http://[2606:4700:4700:0:0:0:0:1111]/",
            "http://[::ffff:8.8.8.8]/, http://[::ffff:8.8.8.8]/", "http://[::FFFF:808:808]/, http://[::ffff:808:808]/"})
    void acceptsPublicTargetsAndOnlyLowersTheCaseOfTheirHost(String text, String url) {
        assertThat(TargetUrl.check(text, AllowedTargets.NONE))
                .isEqualTo(new TargetUrl.CheckResult.Valid(URI.create(url)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~                          | the URL does not start with https:// or http://
            example.com                 | the URL does not start with https:// or http://
            //example.com/              | the URL does not start with https:// or http://
            ftp://example.com/          | the URL does not start with https:// or http://
            file:///etc/passwd          | the URL does not start with https:// or http://
            http:example.com            | the URL does not start with https:// or http://
            http:/example.com           | the URL does not start with https:// or http://
            httpss://example.com        | the URL does not start with https:// or http://
            javascript://example.com    | the URL does not start with https:// or http://
            http://                     | the URL has no valid host
            http:///path                | the URL has no valid host
            http://:8080/               | the URL has no valid host
            http://?q                   | the URL has no valid host
            http://[::1                 | the URL has no valid host
            http://::1/                 | the URL has no valid host
            http://[]/                  | the host in brackets is not an IPv6 address
            http://[127.0.0.1]/         | the host in brackets is not an IPv6 address
            http://[localhost]/         | the host in brackets is not an IPv6 address
            http://[::1::]/             | the host in brackets is not an IPv6 address
            http://[00001::]/           | the host in brackets is not an IPv6 address
            http://[::ffff:0127.0.0.1]/ | the host in brackets is not an IPv6 address
            http://[::ffff:127.1]/      | the host in brackets is not an IPv6 address
            http://[v1.x]/              | the host in brackets is not an IPv6 address
            http://x[::1]/              | the URL has no valid host
            http://[::1]x/              | the URL has no valid host
            http://user:pw@x.example/   | the URL has a user name or password: use a header for credentials
            http://pw@x.example/        | the URL has a user name or password: use a header for credentials
            http://@x.example/          | the URL has a user name or password: use a header for credentials
            http://a@b@x.example/       | the URL has a user name or password: use a header for credentials
            http://x.example:80@y.example/ | the URL has a user name or password: use a header for credentials
            http://x.example\\@y/       | the URL has a backslash at position 17
            http:\\\\x.example/         | the URL has a backslash at position 6
            http://x.example/a\\b       | the URL has a backslash at position 19
            http://x.example/#f         | the URL has a fragment (#...), which is never sent: remove it
            http://x.example#@y.example | the URL has a fragment (#...), which is never sent: remove it
            http://[fe80::1%25eth0]/    | the host has a percent sign: percent-encoding and IPv6 zones are not allowed
            http://[fe80::1%eth0]/      | the host has a percent sign: percent-encoding and IPv6 zones are not allowed
            http://127%2e0.0.1/         | the host has a percent sign: percent-encoding and IPv6 zones are not allowed
            http://%6cocalhost/         | the host has a percent sign: percent-encoding and IPv6 zones are not allowed
            http://x.example:/          | the port is not a number from 1 to 65535 without leading zeros
            http://x.example:0/         | the port is not a number from 1 to 65535 without leading zeros
            http://x.example:65536/     | the port is not a number from 1 to 65535 without leading zeros
            http://x.example:99999/     | the port is not a number from 1 to 65535 without leading zeros
            http://x.example:080/       | the port is not a number from 1 to 65535 without leading zeros
            http://x.example:+80/       | the port is not a number from 1 to 65535 without leading zeros
            http://x.example:-1/        | the port is not a number from 1 to 65535 without leading zeros
            http://x.example:80:80/     | the port is not a number from 1 to 65535 without leading zeros
            http://x.example:8o/        | the port is not a number from 1 to 65535 without leading zeros
            http://x.example:22/        | port 22 is not allowed: below 1024 only 80 and 443 are
            http://x.example:1/         | port 1 is not allowed: below 1024 only 80 and 443 are
            http://x.example:1023/      | port 1023 is not allowed: below 1024 only 80 and 443 are
            http://x.example:6379/      | port 6379 is not allowed: it is the well-known port of Redis
            http://8.8.8.8:9092/        | port 9092 is not allowed: it is the well-known port of Kafka
            http://x.example/%          | the URL is not valid at position 18: malformed escape pair; use %25 for a percent sign
            http://x.example/%zz        | the URL is not valid at position 18: malformed escape pair; use %25 for a percent sign
            http://x.example/a^b        | the URL is not valid at position 19: illegal character in path; use %5E instead
            http://x.example/[          | the URL is not valid at position 18: illegal character in path; use %5B instead
            http://x.example/?<a>       | the URL is not valid at position 19: illegal character in query; use %3C instead
            http://x.example/?a=}       | the URL is not valid at position 21: illegal character in query; use %7D instead
            http://x.example/a/../b     | the path has a segment of dots at position 20, which the HTTP client would resolve: use the resolved path, for example /b instead of /a/../b
            http://x.example/.          | the path has a segment of dots at position 18, which the HTTP client would resolve: use the resolved path, for example /b instead of /a/../b
            http://x.example/a/%2E.?b   | the path has a segment of dots at position 20, which the HTTP client would resolve: use the resolved path, for example /b instead of /a/../b
            http://x.example/%2e/a      | the path has a segment of dots at position 18, which the HTTP client would resolve: use the resolved path, for example /b instead of /a/../b
            http://x.example?q='a'      | the query has an apostrophe at position 20, which the HTTP client would send as %27: use %27
            http://x.1example/          | the host is not a valid name or address
            http://localhost./          | the host ends with a dot: remove the dot
            http://127.0.0.1./          | the host ends with a dot: remove the dot
            http://x.example./          | the host ends with a dot: remove the dot
            http://x..example/          | the host is not a name of at most 253 characters whose labels have 1 to 63 letters, digits and inner hyphens
            http://x_y.example/         | the host is not a name of at most 253 characters whose labels have 1 to 63 letters, digits and inner hyphens
            http://x.example;y/         | the host is not a name of at most 253 characters whose labels have 1 to 63 letters, digits and inner hyphens
            http://xn--localhost-/      | the host is not a name of at most 253 characters whose labels have 1 to 63 letters, digits and inner hyphens
            http://0177.0.0.1/          | the host '0177.0.0.1' ends in a number but is not an IPv4 address of four decimal numbers without leading zeros
            http://127.1/               | the host '127.1' ends in a number but is not an IPv4 address of four decimal numbers without leading zeros
            http://2130706433/          | the host '2130706433' ends in a number but is not an IPv4 address of four decimal numbers without leading zeros
            http://0x7f.1/              | the host '0x7f.1' ends in a number but is not an IPv4 address of four decimal numbers without leading zeros
            http://0X7F000001/          | the host '0x7f000001' ends in a number but is not an IPv4 address of four decimal numbers without leading zeros
            http://x.example.0x/        | the host 'x.example.0x' ends in a number but is not an IPv4 address of four decimal numbers without leading zeros
            """)
    void rejectsInvalidAndAmbiguousUrlsRegardlessOfAllowedTargets(String text, String reason) {
        assertThat(TargetUrl.check(text, AllowedTargets.NONE)).isEqualTo(new TargetUrl.CheckResult.Rejected(reason));
        assertThat(TargetUrl.check(text, LOOPBACK)).isEqualTo(new TargetUrl.CheckResult.Rejected(reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://127.0.0.1/              | 127.0.0.1 is a loopback address | 127.0.0.0/8
            https://10.0.0.1:8443/         | 10.0.0.1 is a private address | 10.0.0.0/8
            http://169.254.169.254/latest  | 169.254.169.254 is a link-local address | 169.254.0.0/16
            http://0.0.0.0/                | 0.0.0.0 is an address of "this network" | 0.0.0.0/8
            http://[::1]/                  | ::1 is a loopback address | ::1/128
            http://[::]/                   | :: is the unspecified address | ::/128
            http://[::ffff:127.0.0.1]/     | 127.0.0.1 is a loopback address | 127.0.0.0/8
            http://[::ffff:7f00:1]/        | 127.0.0.1 is a loopback address | 127.0.0.0/8
            http://[::127.0.0.1]/          | ::7f00:1 is an IPv4-compatible address | ::/96
            http://[64:ff9b::7f00:1]/      | 64:ff9b::7f00:1 is a NAT64 address | 64:ff9b::/96
            http://[2002:7f00:1::]/        | 2002:7f00:1:: is a 6to4 address | 2002::/16
            http://[fd00:ec2::254]/        | fd00:ec2::254 is a unique-local (private) address | fc00::/7
            http://[FE80::1]/              | fe80::1 is a link-local address | fe80::/10
            http://[0:0:0:0:0:0:0:1]:6379/ | ::1 is a loopback address | ::1/128
            """)
    void rejectsAddressesThatAnOperatorCanAllow(String text, String what, String network) {
        assertThat(TargetUrl.check(text, AllowedTargets.NONE)).isEqualTo(new TargetUrl.CheckResult.Rejected(
                what + "; an operator can allow its network with --allow-target " + network));
        assertThat(TargetUrl.check(text, AllowedTargets.parse(List.of(network))))
                .isInstanceOf(TargetUrl.CheckResult.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8081/hook", "http://127.0.0.1:9000/", "http://localhost/",
            "http://LOCALHOST:99/", "http://127.0.0.1:22/", "http://app.localhost:5432/", "http://127.255.0.1:9092/",
            "http://[::ffff:127.0.0.1]:6379/"})
    void allowsAnyPortOnAllowedLoopbackAddresses(String text) {
        assertThat(TargetUrl.check(text, LOOPBACK)).isInstanceOf(TargetUrl.CheckResult.Valid.class);
        assertThat(TargetUrl.check(text, AllowedTargets.NONE)).isInstanceOf(TargetUrl.CheckResult.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://receiver:6379/", "http://receiver:22/", "http://example.com:6379/",
            "http://8.8.8.8:22/", "http://10.0.0.1:80/", "http://[::1]:8080/"})
    void allowsNothingElseWithLoopback(String text) {
        assertThat(TargetUrl.check(text, LOOPBACK)).isInstanceOf(TargetUrl.CheckResult.Rejected.class);
    }

    @Test
    void allowsInternalNamesOnOrdinaryPortsWithMoreThanLoopback() {
        assertThat(TargetUrl.check("http://receiver:8080/", AllowedTargets.parse(List.of("10.0.0.0/8"))))
                .isInstanceOf(TargetUrl.CheckResult.Valid.class);
        assertThat(TargetUrl.check("http://receiver:8080/", LOOPBACK))
                .isInstanceOf(TargetUrl.CheckResult.Rejected.class);
        assertThat(TargetUrl.check("http://receiver:8080/", AllowedTargets.NONE))
                .isEqualTo(
                        new TargetUrl.CheckResult.Rejected("'receiver' is an internal name; an operator can allow its"
                                + " network with --allow-target"));
    }

    @ParameterizedTest
    @CsvSource({"'http://x.example/\t', 18", "'http://x.exa\nmple/', 13", "' http://x.example/', 1",
            "'http://x.example/ ', 18", "'http://x.example/a b', 19", "'http://x.example/\r\nHost: y', 18"})
    void rejectsWhiteSpaceAnywhere(String text, int position) {
        assertThat(TargetUrl.check(text, EVERYTHING)).isEqualTo(new TargetUrl.CheckResult.Rejected(
                "the URL has white space or a control character at position " + position));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://x\u3002example/", "http://\uff11\uff12\uff17.0.0.1/", "http://\u2460.example/",
            "http://x\u00adexample/", "http://m\u00fcnchen.de/", "http://x.example\uff0f@y/", "http://\u212aube/",
            "http://x\u0085/", "http://x\u007f/", "http://x.example/\u2028", "\ufeffhttp://x.example/"})
    void rejectsNonAsciiCharacters(String text) {
        assertThat(TargetUrl.check(text, EVERYTHING)).isInstanceOfSatisfying(TargetUrl.CheckResult.Rejected.class,
                refused -> assertThat(refused.reason()).matches("the URL has a character that is not ASCII at position"
                        + " [0-9]+: use punycode \\(xn--\\.\\.\\.\\) in the host and percent-encoding in the rest"));
    }

    @Test
    void limitsTheLength() {
        String longest = "https://example.com/" + "a".repeat(2_048 - 20);

        assertThat(TargetUrl.check(longest, AllowedTargets.NONE)).isInstanceOf(TargetUrl.CheckResult.Valid.class);
        assertThat(TargetUrl.check(longest + "a", AllowedTargets.NONE)).isEqualTo(
                new TargetUrl.CheckResult.Rejected("the URL has 2049 characters: at most 2048 are allowed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://hunter2:hunter2@x.example/", "http://hunter2@127.0.0.1/", "hunter2://x.example/",
            "http://x.example/?token=hunter2|", "http://x.example/hunter2^", "http://x.example/#hunter2",
            "http://x.example:hunter2@y.example/", "http://x.example:hunter2/", "http://10.0.0.1/?token=hunter2",
            "http://x.example\\hunter2@y/", "http://user:hunter2%40@x.example/"})
    void neverQuotesWhatMayBeSecret(String text) {
        assertThat(TargetUrl.check(text, AllowedTargets.NONE)).isInstanceOfSatisfying(
                TargetUrl.CheckResult.Rejected.class,
                refused -> assertThat(refused.reason()).doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1433, 1521, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 5432, 5672, 5984, 6379, 6443, 8086,
            8200, 8500, 9042, 9092, 9200, 9300, 10_250, 11_211, 15_672, 26_379, 27_017, 61_616})
    void rejectsPortsOfInfrastructure(int port) {
        assertThat(TargetUrl.check("http://x.example:" + port + "/", EVERYTHING))
                .isInstanceOfSatisfying(TargetUrl.CheckResult.Rejected.class, refused -> assertThat(refused.reason())
                        .startsWith("port " + port + " is not allowed: it is the well-known port of "));
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 443, 1024, 3000, 4000, 5000, 8000, 8080, 8081, 8443, 8888, 9000, 9090, 10_000, 50_000,
            65_535})
    void acceptsPortsOfWebServers(int port) {
        assertThat(TargetUrl.check("http://x.example:" + port + "/", AllowedTargets.NONE))
                .isInstanceOf(TargetUrl.CheckResult.Valid.class);
    }
}

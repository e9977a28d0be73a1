package dev.carteiro.schemas.targeturl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameRulesTest {
    private static final TargetDecision ALLOWED = new TargetDecision.Allowed();
    private static final AllowedTargets LOOPBACK = AllowedTargets.parse(List.of("127.0.0.0/8"));
    private static final AllowedTargets PRIVATE = AllowedTargets.parse(List.of("10.0.0.0/8"));

    @ParameterizedTest
    @ValueSource(strings = {"example.com", "EXAMPLE.com", "hooks.example.co.uk", "xn--n3h.net", "1.example.com",
            "127.0.0.1.example.com", "localhost.example.com", "internal.example.com", "mylocal.dev", "a.b", "a-b.c3d",
            "notlocalhost.com", "0x7f.1.example.com", "home.arpa.example.com", "svc.example.com",
            "hooks.svc.example.com",
            "consul.io", "docker.com", "test.example.com", "mail.example.com", "a.ts.net", "goog.example.com",
            "hooks.goog",
            "hooks.example"})
    void allowsPublicNames(String name) {
        assertThat(HostNameRules.check(name, AllowedTargets.NONE)).isEqualTo(ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST", "LocalHost", "a.localhost", "a.b.LOCALHOST"})
    void allowsLocalhostOnlyWithItsAddress(String name) {
        assertThat(HostNameRules.check(name, AllowedTargets.NONE)).isEqualTo(rejectedAsThisMachine(name));
        assertThat(HostNameRules.check(name, PRIVATE)).isEqualTo(rejectedAsThisMachine(name));
        assertThat(HostNameRules.check(name, LOOPBACK)).isEqualTo(ALLOWED);
        assertThat(HostNameRules.check(name, AllowedTargets.parse(List.of("::1")))).isEqualTo(ALLOWED);
        assertThat(HostNameRules.check(name, AllowedTargets.parse(List.of("127.0.0.5")))).isNotEqualTo(ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"printer", "a.local", "x.intranet", "nas.lan", "x.home",
            "x.corp", "router.home.arpa", "x.onion", "X.LOCAL", "kubernetes", "host.docker.internal", "home.arpa",
            "localhost.localdomain", "local", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
            "KUBERNETES.default.SVC", "api.prod.svc.k8s.acme.com", "10-0-0-1.prod.pod.cluster.acme.com",
            "a.cluster.local", "vault.service.consul", "web.docker", "gateway.docker.internal",
            "host.containers.internal", "1.0.0.10.in-addr.arpa", "ip6.arpa", "x.test", "x.invalid", "x.alt",
            "fritz.box",
            "db.intra", "x.private"})
    void allowsInternalNamesWithAnyNetworkExceptLoopback(String name) {
        TargetDecision refused = new TargetDecision.Rejected("'" + lower(name)
                + "' is an internal name; an operator can allow its network with --allow-target");
        assertThat(HostNameRules.check(name, AllowedTargets.NONE)).isEqualTo(refused);
        assertThat(HostNameRules.check(name, AllowedTargets.parse(List.of("127.0.0.0/8", "::1", "127.0.0.1"))))
                .isEqualTo(refused);
        assertThat(HostNameRules.check(name, PRIVATE)).isEqualTo(ALLOWED);
        assertThat(HostNameRules.check(name, AllowedTargets.parse(List.of("0.0.0.0/0")))).isEqualTo(ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata.google.internal", "metadata.goog", "x.metadata.goog", "metadata",
            "instance-data", "instance-data.ec2.internal", "METADATA.tencentyun.com"})
    void allowsMetadataServicesOnlyWithTheirAddress(String name) {
        TargetDecision refused = new TargetDecision.Rejected("'" + lower(name)
                + "' is a cloud's metadata service; an operator can allow it with --allow-target 169.254.169.254");
        assertThat(HostNameRules.check(name, AllowedTargets.NONE)).isEqualTo(refused);
        assertThat(HostNameRules.check(name, PRIVATE)).isEqualTo(refused);
        assertThat(HostNameRules.check(name, AllowedTargets.parse(List.of("169.254.0.0/16")))).isEqualTo(ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0177.0.0.1", "127.1", "2130706433", "0x7f.1", "0x7f000001", "0X7F.0.0.1", "1.2.3.4.5",
            "256.256.256.256", "1.2.3", "example.0x", "example.0x1", "example.1", "example.0", "127.0.0.01",
            "00000000177.0.0.1", "1.2.3.0x4", "999"})
    void neverAllowsNumbersThatAreNotADottedQuad(String name) {
        assertThat(HostNameRules.check(name, LOOPBACK)).isEqualTo(new TargetDecision.Rejected("the host '" + lower(name)
                + "' ends in a number but is not an IPv4 address of four decimal numbers without leading zeros"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost.", "example.com.", "127.0.0.1.", "a..", "."})
    void neverAllowsAFinalDot(String name) {
        assertThat(HostNameRules.check(name, LOOPBACK))
                .isEqualTo(new TargetDecision.Rejected("the host ends with a dot: remove the dot"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".example.com", "a..b", "-a.com", "a-.com", "xn--localhost-", "a_b.com", "a b.com",
            "a\u3002com", "\uff11\uff12\uff17.0.0.1", "ex\u0430mple.com", "a%2ecom", "a.com:80", "[::1]", "::1",
            "a.com\n", "a/b", "a@b.com", "loc\u00adalhost", "\u212aubernetes"})
    void neverAllowsWhatIsNotAPlainName(String name) {
        assertThat(HostNameRules.check(name, LOOPBACK))
                .isEqualTo(new TargetDecision.Rejected("the host is not a name of at most"
                        + " 253 characters whose labels have 1 to 63 letters, digits and inner hyphens"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xn--n3h", "xn--mnchen-3ya", "xn--strae-oqa", "XN--FIQS8S", "xn--6frz82g", "xn--ls8h",
            "xn--ihqwcrb4cv8a8dqg056pqjye", "xn--egbpdaj6bu4bxfgehfvwxn"})
    void allowsInternationalisedNamesAsPunycode(String label) {
        assertThat(HostNameRules.check(label + ".example", AllowedTargets.NONE)).isEqualTo(ALLOWED);
        assertThat(HostNameRules.check("example." + label, AllowedTargets.NONE)).isEqualTo(ALLOWED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xn--1255", "xn--99999999", "xn--example-9999999999", "xn--0.com"})
    void neverAllowsInvalidPunycode(String label) {
        assertThat(HostNameRules.check(label + ".example", LOOPBACK)).isEqualTo(
                new TargetDecision.Rejected("the host has a label that starts with xn-- but is not punycode"));
    }

    @Test
    void limitsTheLengthOfLabelsAndNames() {
        String longest = ("a".repeat(63) + ".").repeat(3) + "b".repeat(61);

        assertThat(longest).hasSize(253);
        assertThat(HostNameRules.check(longest, AllowedTargets.NONE)).isEqualTo(ALLOWED);
        assertThat(HostNameRules.check(longest + "b", AllowedTargets.NONE)).isNotEqualTo(ALLOWED);
        assertThat(HostNameRules.check("a".repeat(64) + ".com", AllowedTargets.NONE)).isNotEqualTo(ALLOWED);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static TargetDecision rejectedAsThisMachine(String name) {
        return new TargetDecision.Rejected("'" + lower(name)
                + "' is this machine; an operator can allow it with --allow-target 127.0.0.0/8");
    }
}

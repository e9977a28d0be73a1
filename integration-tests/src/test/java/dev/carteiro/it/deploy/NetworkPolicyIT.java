package dev.carteiro.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.targeturl.AddressRules;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.targeturl.Cidr;
import dev.carteiro.schemas.targeturl.TargetDecision;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The network policies allow exactly the same addresses as Carteiro's own rules. */
class NetworkPolicyIT {
    private Manifests manifests;

    @BeforeEach
    void read() throws IOException {
        manifests = new Manifests();
    }

    @Test
    void everyPodIsIsolatedByDefault() {
        JsonNode nothing = manifests.named("NetworkPolicy", "carteiro-nothing").get("spec");
        assertThat(Yaml.texts(nothing.get("policyTypes"))).containsExactly("Ingress", "Egress");
        assertThat(nothing.has("ingress") || nothing.has("egress")).isFalse();
        assertThat(manifests.workloads().values())
                .allMatch(workload -> Manifests.selects(nothing.get("podSelector"), workload));
    }

    @Test
    void onlyDispatchersCallReceiversAndOnlyOnAllowedPorts() {
        JsonNode receivers = manifests.named("NetworkPolicy", "carteiro-receivers").get("spec");
        assertThat(manifests.workloads().values().stream()
                .filter(workload -> Manifests.selects(receivers.get("podSelector"), workload)).map(Manifests::name))
                .containsExactly("carteiro-dispatcher");
        assertThat(receivers.at("/egress/0/ports").toString())
                .isEqualTo("[{\"port\":80},{\"port\":443},{\"port\":1024,\"endPort\":65535}]");
    }

    /** Checks the edges of every network, and twenty thousand addresses between them. */
    @Test
    void allowsExactlyTheAddressesThatTheDispatcherDials() throws Exception {
        for (String policy : List.of("carteiro-receivers", "carteiro-issuer")) {
            JsonNode to = manifests.named("NetworkPolicy", policy).at("/spec/egress/0/to");
            List<InetAddress> addresses = addresses(to);

            assertThat(addresses).hasSizeGreaterThan(20_000);
            assertThat(addresses.stream()
                    .filter(address -> passes(to,
                            address) != AddressRules.check(address,
                                    AllowedTargets.NONE) instanceof TargetDecision.Allowed))
                    .isEmpty();
        }
    }

    private static boolean passes(JsonNode to, InetAddress address) {
        return Yaml.elements(to).map(peer -> peer.get("ipBlock"))
                .anyMatch(block -> Cidr.parse(block.get("cidr").asText()).contains(address)
                        && Yaml.texts(block.get("except")).stream()
                                .noneMatch(except -> Cidr.parse(except).contains(address)));
    }

    private static List<InetAddress> addresses(JsonNode to) throws UnknownHostException {
        Set<InetAddress> addresses = new HashSet<>();
        for (JsonNode peer : to) {
            List<String> networks = new ArrayList<>(Yaml.texts(peer.at("/ipBlock/except")));
            networks.add(peer.at("/ipBlock/cidr").asText());
            for (String network : networks) {
                addEdges(network, addresses);
            }
        }
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
            random.nextBytes(bytes);
            if (bytes.length == 16 && i % 4 == 1) {
                bytes[0] = (byte) (0x20 | (bytes[0] & 0x1f)); // global unicast
            }
            addresses.add(InetAddress.getByAddress(bytes));
        }
        return List.copyOf(addresses);
    }

    /** Adds the first and the last address of a network, and their neighbours. */
    private static void addEdges(String network, Set<InetAddress> addresses) throws UnknownHostException {
        byte[] base = InetAddress.ofLiteral(network.substring(0, network.indexOf('/'))).getAddress();
        int bits = base.length * 8;
        BigInteger first = new BigInteger(1, base);
        BigInteger end = first.add(BigInteger.ONE.shiftLeft(bits - Integer.parseInt(
                network.substring(network.indexOf('/') + 1))));
        for (BigInteger edge : List.of(first.subtract(BigInteger.ONE), first, end.subtract(BigInteger.ONE), end)) {
            if (edge.signum() >= 0 && edge.bitLength() <= bits) {
                byte[] bytes = new byte[base.length];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = edge.shiftRight(8 * (bytes.length - 1 - i)).byteValue();
                }
                addresses.add(InetAddress.getByAddress(bytes));
            }
        }
    }
}

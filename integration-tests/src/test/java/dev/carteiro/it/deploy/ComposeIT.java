package dev.carteiro.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Compose file: its services' commands are valid, and its parts are consistent. */
class ComposeIT {
    private JsonNode compose;
    private final Map<String, JsonNode> services = new TreeMap<>();

    @BeforeEach
    void read() throws IOException {
        compose = Yaml.document("docker-compose.yml");
        compose.get("services").properties().forEach(service -> services.put(service.getKey(), service.getValue()));
    }

    @Test
    void usesOnlyFeaturesOfComposeOne() {
        assertThat(compose.properties()).extracting(Entry::getKey)
                .allMatch(key -> key.startsWith("x-") || Set.of("services", "networks", "volumes").contains(key));
        assertThat(services).allSatisfy((name, service) -> {
            assertThat(service.has("develop")).isFalse();
            assertThat(service.path("healthcheck").has("start_interval")).isFalse();
        });
    }

    @Test
    void everyCommandOfCarteiroIsValid() {
        assertThat(ours()).containsOnlyKeys("topics", "router", "dispatcher-1", "dispatcher-2", "api", "cli",
                "receiver", "sample-subscriptions");
        assertThat(ours()).allSatisfy((name, service) -> ContainerCommands.parse(Yaml.texts(service.get("command"))));
    }

    @Test
    void carteirosContainersAreReadOnlyWithoutPrivileges() {
        assertThat(ours()).allSatisfy((name, service) -> {
            assertThat(service.get("read_only").asBoolean()).isTrue();
            assertThat(Yaml.texts(service.get("cap_drop"))).containsExactly("ALL");
            assertThat(Yaml.texts(service.get("security_opt"))).containsExactly("no-new-privileges:true");
            assertThat(service.hasNonNull("mem_limit")).as("a limit of memory").isTrue();
            assertThat(service.get("stop_grace_period").asText()).isEqualTo("15s");
        });
    }

    @Test
    void eachProcessHasAnInstanceIdOfItsOwn() {
        List<String> ids = new ArrayList<>();
        for (String role : List.of("router", "dispatcher-1", "dispatcher-2", "api")) {
            ids.add(ContainerCommands.option(command(role), "--instance-id").orElseThrow());
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize(4);
    }

    @Test
    void allServicesUseTheExistingBrokers() {
        for (String name : List.of("topics", "router", "dispatcher-1", "dispatcher-2", "api", "sample-subscriptions")) {
            String servers = ContainerCommands.option(command(name), "--bootstrap-servers").orElseThrow();
            assertThat(servers.split(",")).as(name).containsExactlyInAnyOrder("kafka-1:9092", "kafka-2:9092",
                    "kafka-3:9092");
        }
        assertThat(services.keySet()).contains("kafka-1", "kafka-2", "kafka-3");
    }

    @Test
    void eachRecordHasThreeCopiesWithTwoInSync() {
        assertThat(ContainerCommands.option(command("topics"), "--replication")).contains("3");
        for (String broker : List.of("kafka-1", "kafka-2", "kafka-3")) {
            JsonNode environment = service(broker).get("environment");
            assertThat(environment.get("KAFKA_MIN_INSYNC_REPLICAS").asText()).isEqualTo("2");
            assertThat(environment.get("KAFKA_AUTO_CREATE_TOPICS_ENABLE").asText()).isEqualTo("false");
            assertThat(environment.get("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR").asText()).isEqualTo("3");
            assertThat(environment.get("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR").asText()).isEqualTo("3");
            assertThat(environment.get("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR").asText()).isEqualTo("2");
            assertThat("kafka-" + environment.get("KAFKA_NODE_ID").asText()).isEqualTo(broker);
        }
    }

    @Test
    void rolesWaitForTheTopicsAndHaveHealthChecks() {
        for (String role : List.of("router", "dispatcher-1", "dispatcher-2", "api")) {
            assertThat(service(role).at("/depends_on/topics/condition").asText()).as(role)
                    .isEqualTo("service_completed_successfully");
            assertThat(Yaml.texts(service(role).at("/healthcheck/test"))).containsExactly("CMD",
                    "/opt/carteiro/health");
        }
    }

    /** The command line looks by default where the API creates its key. */
    @Test
    void theCommandLineFindsTheKeyOfTheApi() {
        assertThat(ContainerCommands.option(command("api"), "--data"))
                .isEqualTo(Optional.of(ContainerCommands.parse(List.of("token")).commandSpec().findOption("--data")
                        .defaultValue()));
        for (String member : List.of("working_dir", "volumes")) {
            assertThat(service("cli").get(member)).isEqualTo(service("api").get(member));
        }
        assertThat(Yaml.texts(service("cli").get("volumes")))
                .containsExactly("api:" + service("cli").get("working_dir").asText());
    }

    @Test
    void mountedFilesExist() {
        services.forEach((name, service) -> Yaml.texts(service.path("volumes")).stream()
                .map(volume -> volume.replaceAll("^\\$\\{\\w+:-([^}]*)}", "$1").split(":")[0])
                .forEach(source -> {
                    if (source.startsWith("./")) {
                        assertThat(Yaml.ROOT.resolve(source)).as(name).isDirectory();
                    } else {
                        assertThat(compose.get("volumes").has(source)).as(name + ": volume " + source).isTrue();
                    }
                }));
    }

    @Test
    void portsAreOpenOnThisMachineOnly() {
        assertThat(services).allSatisfy((name, service) -> assertThat(Yaml.texts(service.path("ports")))
                .allMatch(port -> port.startsWith("127.0.0.1:")));
    }

    @Test
    void prometheusScrapesEveryRole() throws IOException {
        JsonNode jobs = Yaml.document("deploy/prometheus/prometheus.yml").get("scrape_configs");
        Set<String> scraped = new HashSet<>();
        for (JsonNode config : jobs.get(0).get("static_configs")) {
            scraped.addAll(Yaml.texts(config.get("targets")));
        }
        assertThat(scraped).containsExactlyInAnyOrder("router:9464", "dispatcher-1:9464", "dispatcher-2:9464",
                "api:9464");
    }

    /** Only the sample receiver's address is allowed, and not this machine's networks. */
    @Test
    void theSampleReceiverIsTheOnlyPrivateTarget() throws IOException {
        String allowed = service("router").at("/environment/CARTEIRO_TARGETS_ALLOW").asText()
                .replaceAll("^\\$\\{\\w+:-([^}]*)}$", "$1");
        String address = service("receiver").at("/networks/receivers/ipv4_address").asText();
        assertThat(allowed).isEqualTo(address + "/32");

        SubscriptionReader reader = new SubscriptionReader(AllowedTargets.parse(List.of(allowed)));
        for (JsonNode subscription : Yaml.document("deploy/sample/subscriptions.json")) {
            ObjectNode document = subscription.deepCopy();
            String id = document.remove("id").asText();
            assertThat(document.get("targetUrl").asText()).startsWith("http://" + address + ":8099/");
            assertThat(reader.read(id, document.toString().getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(SubscriptionReadResult.Valid.class);
        }
    }

    private List<String> command(String service) {
        return Yaml.texts(service(service).get("command"));
    }

    private JsonNode service(String name) {
        return Objects.requireNonNull(services.get(name), name);
    }

    private Map<String, JsonNode> ours() {
        Map<String, JsonNode> ours = new TreeMap<>(services);
        ours.values().removeIf(service -> !service.get("image").asText().contains("carteiro"));
        return ours;
    }
}

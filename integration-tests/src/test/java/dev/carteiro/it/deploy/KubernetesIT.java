package dev.carteiro.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Kubernetes manifests have the properties that Carteiro's guarantees need. */
class KubernetesIT {
    /** A role needs up to ten seconds to finish requests in flight. */
    private static final int DRAIN_SECONDS = 10;

    private Manifests manifests;

    @BeforeEach
    void read() throws IOException {
        manifests = new Manifests();
    }

    @Test
    void routersAndDispatchersKeepTheirNamesOverARestart() {
        assertThat(manifests.of("StatefulSet")).extracting(Manifests::name).containsExactlyInAnyOrder("carteiro-router",
                "carteiro-dispatcher");
        assertThat(manifests.roles()).allSatisfy((name, role) -> {
            assertThat(ContainerCommands.option(arguments(role), "--instance-id")).contains("$(POD_NAME)");
            assertThat(Manifests.container(role).at("/env/0/name").asText()).isEqualTo("POD_NAME");
            assertThat(Manifests.container(role).at("/env/0/valueFrom/fieldRef/fieldPath").asText())
                    .isEqualTo("metadata.name");
        });
        assertThat(manifests.of("StatefulSet")).allSatisfy(set -> {
            assertThat(set.at("/spec/podManagementPolicy").asText()).isEqualTo("Parallel");
            assertThat(manifests.named("Service", set.at("/spec/serviceName").asText()).at("/spec/clusterIP").asText())
                    .isEqualTo("None");
        });
    }

    @Test
    void everyCommandIsValid() {
        assertThat(manifests.workloads()).containsOnlyKeys("carteiro-topics", "carteiro-router", "carteiro-dispatcher",
                "carteiro-api");
        manifests.workloads().forEach((name, workload) -> assertThat(
                "carteiro-" + ContainerCommands.parse(arguments(workload)).commandSpec().name()).isEqualTo(name));
    }

    @Test
    void noPodIsKilledBeforeItHasDrained() {
        assertThat(manifests.roles()).allSatisfy((name, role) -> {
            JsonNode pause = Manifests.container(role).at("/lifecycle/preStop/exec/command/1");
            assertThat(Manifests.pod(role).get("terminationGracePeriodSeconds").asInt())
                    .isGreaterThanOrEqualTo(DRAIN_SECONDS + pause.asInt(0) + 5);
        });
    }

    @Test
    void podsHaveNoUnneededPermissions() {
        assertThat(manifests.workloads()).allSatisfy((name, workload) -> {
            JsonNode pod = Manifests.pod(workload);
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.get("automountServiceAccountToken").asBoolean(true)).isFalse();
            JsonNode security = Manifests.container(workload).get("securityContext");
            assertThat(security.get("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(security.get("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(Yaml.texts(security.at("/capabilities/drop"))).containsExactly("ALL");
        });
    }

    /** A service's link for carteiro-api would set CARTEIRO_API_PORT, and such variables are settings. */
    @Test
    void serviceLinksAreDisabled() {
        assertThat(manifests.workloads()).allSatisfy((name, workload) -> assertThat(
                Manifests.pod(workload).get("enableServiceLinks").asBoolean(true)).isFalse());
    }

    @Test
    void probesUseTheRightPaths() {
        assertThat(manifests.roles()).allSatisfy((name, role) -> {
            JsonNode container = Manifests.container(role);
            assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
            assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
            assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/live");
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(ports(role)).containsEntry(container.at("/" + probe + "/httpGet/port").asText(), 9464);
            }
        });
    }

    @Test
    void memoryIsLimitedAndProcessorsAreNot() {
        assertThat(manifests.workloads()).allSatisfy((name, workload) -> {
            JsonNode resources = Manifests.container(workload).get("resources");
            assertThat(resources.at("/limits/memory")).isEqualTo(resources.at("/requests/memory"));
            assertThat(resources.at("/limits/memory").isTextual()).isTrue();
            assertThat(resources.at("/requests/cpu").isMissingNode()).isFalse();
            assertThat(resources.at("/limits/cpu").isMissingNode()).isTrue();
        });
    }

    @Test
    void credentialsAreReferredToAndEachRoleHasItsOwn() {
        assertThat(manifests.all()).noneMatch(manifest -> manifest.get("kind").asText().equals("Secret"));
        assertThat(manifests.workloads()).allSatisfy((name, workload) -> {
            assertThat(Manifests.pod(workload).at("/volumes/0/secret/secretName").asText())
                    .isEqualTo(name.replace("carteiro-", "carteiro-kafka-"));
            assertThat(ContainerCommands.option(arguments(workload), "--kafka-config").orElseThrow())
                    .startsWith(Manifests.container(workload).at("/volumeMounts/0/mountPath").asText());
        });
    }

    @Test
    void everySelectorMatchesPods() {
        for (JsonNode manifest : manifests.all()) {
            JsonNode selector = manifest.at("/spec/selector");
            JsonNode pods = manifest.at("/spec/podSelector");
            if (selector.isObject()) {
                assertThat(manifests.roles().values()).as(Manifests.name(manifest))
                        .filteredOn(role -> Manifests.selects(selector, role)).hasSize(1);
            } else if (pods.isObject()) {
                assertThat(manifests.workloads().values()).as(Manifests.name(manifest))
                        .anyMatch(workload -> Manifests.selects(pods, workload));
            }
        }
    }

    @Test
    void onePodOfEachRoleMayBeUnavailable() {
        assertThat(manifests.of("PodDisruptionBudget")).hasSize(manifests.roles().size())
                .allSatisfy(budget -> assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1));
        assertThat(manifests.roles().values()).allSatisfy(role -> assertThat(manifests.of("PodDisruptionBudget"))
                .anyMatch(budget -> Manifests.selects(budget.at("/spec/selector"), role)));
    }

    @Test
    void theScrapedPortExistsInEveryRolesService() throws IOException {
        JsonNode monitor = Yaml.document("deploy/kubernetes/components/monitor/servicemonitor.yaml");
        String port = monitor.at("/spec/endpoints/0/port").asText();
        assertThat(manifests.of("Service")).hasSize(3).allSatisfy(service -> {
            assertThat(Yaml.elements(service.at("/spec/ports"))).anyMatch(each -> each.get("name").asText().equals(port)
                    && each.get("port").asInt() == 9464);
            assertThat(service.at("/metadata/labels/app.kubernetes.io~1name"))
                    .isEqualTo(monitor.at("/spec/selector/matchLabels/app.kubernetes.io~1name"));
        });
    }

    private static List<String> arguments(JsonNode workload) {
        return Yaml.texts(Manifests.container(workload).get("args"));
    }

    private static Map<String, Integer> ports(JsonNode workload) {
        Map<String, Integer> ports = new TreeMap<>();
        Manifests.container(workload).get("ports")
                .forEach(port -> ports.put(port.get("name").asText(), port.get("containerPort").asInt()));
        return ports;
    }
}

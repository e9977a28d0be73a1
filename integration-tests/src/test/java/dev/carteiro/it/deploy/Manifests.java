package dev.carteiro.it.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/** The Kubernetes manifests of the kustomization. Immutable. */
final class Manifests {
    private static final String DIRECTORY = "deploy/kubernetes/";

    private final List<JsonNode> all = new ArrayList<>();

    Manifests() throws IOException {
        for (String file : Yaml.texts(Yaml.document(DIRECTORY + "kustomization.yaml").get("resources"))) {
            all.addAll(Yaml.documents(DIRECTORY + file));
        }
    }

    List<JsonNode> all() {
        return all;
    }

    List<JsonNode> of(String kind) {
        return all.stream().filter(manifest -> manifest.get("kind").asText().equals(kind)).toList();
    }

    JsonNode named(String kind, String name) {
        return of(kind).stream().filter(manifest -> name(manifest).equals(name)).findFirst().orElseThrow();
    }

    /** Returns all manifests that create pods, by name. */
    Map<String, JsonNode> workloads() {
        Map<String, JsonNode> workloads = new TreeMap<>();
        all.stream().filter(manifest -> manifest.at("/spec/template/spec/containers").isArray())
                .forEach(manifest -> workloads.put(name(manifest), manifest));
        return workloads;
    }

    /** Returns the workloads that run until they are stopped. */
    Map<String, JsonNode> roles() {
        Map<String, JsonNode> roles = workloads();
        roles.remove("carteiro-topics");
        return roles;
    }

    static String name(JsonNode manifest) {
        return manifest.at("/metadata/name").asText();
    }

    static JsonNode pod(JsonNode workload) {
        return workload.at("/spec/template/spec");
    }

    static JsonNode container(JsonNode workload) {
        return pod(workload).at("/containers/0");
    }

    /** Returns whether a selector with {@code matchLabels}, or a service's plain one, selects this pod. */
    static boolean selects(JsonNode selector, JsonNode workload) {
        JsonNode wanted = selector.has("matchLabels") ? selector.get("matchLabels") : selector;
        JsonNode labels = workload.at("/spec/template/metadata/labels");
        for (Entry<String, JsonNode> label : wanted.properties()) {
            if (!label.getValue().equals(labels.get(label.getKey()))) {
                return false;
            }
        }
        return !wanted.isEmpty();
    }
}

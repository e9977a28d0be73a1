package dev.carteiro.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that the forge, editors and Make read, since nothing else in the build would notice a mistake in them. */
class RepositoryFilesIT {
    private static final String WORKFLOWS = ".github/workflows";
    private static final String ISSUE_FORMS = ".github/ISSUE_TEMPLATE";
    private static final Set<String> NOT_OURS = Set.of(".git", "target", "node_modules", ".carteiro", ".idea");
    private static final Pattern PINNED = Pattern.compile("[\\w.-]+/[\\w./-]+@(v\\d+\\.\\d+\\.\\d+|[0-9a-f]{40})");
    private static final Pattern MAKE_TARGET = Pattern.compile("(?m)^([a-z-]+):.*## ");
    private static final Pattern CALLED_TARGET = Pattern.compile("(?m)^make ([a-z-]+)");

    /** The manifest that each ecosystem of Dependabot needs in its directory. */
    private static final Map<String, String> MANIFESTS = Map.of("maven", "pom.xml", "npm", "package.json", "docker",
            "Dockerfile", "docker-compose", "docker-compose.yml", "github-actions", WORKFLOWS + "/ci.yml");

    @Test
    void everyYamlFileIsWellFormed() throws IOException {
        List<String> files = yaml(Yaml.ROOT);
        assertThat(files).contains(WORKFLOWS + "/release.yml", "docker-compose.yml", "deploy/kubernetes/router.yaml",
                "deploy/prometheus/rules/slo.yml", ".github/dependabot.yml");
        for (String file : files) {
            assertThat(Yaml.documents(file)).as(file).isNotEmpty().allMatch(JsonNode::isObject);
        }
    }

    @Test
    void theDevelopmentContainerIsDescribedInJsonAndItsFileExists() throws IOException {
        JsonNode container = StrictJson.mapper().readTree(Yaml.read(".devcontainer/devcontainer.json"));
        assertThat(Yaml.ROOT.resolve(".devcontainer").resolve(container.at("/build/dockerfile").asText())).exists();
        assertThat(Yaml.read(".devcontainer/Dockerfile")).contains("temurin-17", "temurin:25-jdk",
                container.at("/containerEnv/CARTEIRO_JAVA_HOME").asText());
    }

    @Test
    void everyActionIsPinnedToAFullVersion() throws IOException {
        List<String> actions = new ArrayList<>();
        for (JsonNode step : steps().values().stream().flatMap(List::stream).toList()) {
            if (step.has("uses")) {
                actions.add(step.get("uses").asText());
            }
        }
        assertThat(actions).hasSizeGreaterThan(5).allMatch(action -> PINNED.matcher(action).matches());
    }

    @Test
    void workflowsMayOnlyReadUnlessAJobSaysOtherwise() throws IOException {
        for (String file : yaml(Yaml.ROOT.resolve(WORKFLOWS))) {
            JsonNode workflow = Yaml.document(file);
            assertThat(workflow.get("permissions").toString()).as(file).isEqualTo("{\"contents\":\"read\"}");
            for (JsonNode job : workflow.get("jobs")) {
                assertThat(job.has("uses") || job.has("timeout-minutes")).as(file + ": a bounded job").isTrue();
            }
        }
    }

    @Test
    void aChangeIsTestedWithTheCommandOfTheReadme() throws IOException {
        assertThat(runs("ci.yml")).contains("bash .ci/run");
        assertThat(Yaml.read(".ci/run")).contains("mvn -B verify");
    }

    /** The build is compared with a second one, and neither a failing test nor a vulnerability is released. */
    @Test
    void aReleaseNeedsTestsAndTheScanAndIsBuiltTwice() throws IOException {
        JsonNode jobs = Yaml.document(WORKFLOWS + "/release.yml").get("jobs");
        assertThat(Yaml.texts(jobs.at("/release/needs"))).containsExactlyInAnyOrder("test", "vulnerabilities");
        assertThat(jobs.at("/test/uses").asText()).isEqualTo("./.github/workflows/ci.yml");
        assertThat(jobs.at("/vulnerabilities/uses").asText()).isEqualTo("./.github/workflows/vulnerabilities.yml");
        assertThat(runs("release.yml")).contains("make release-twice");
        assertThat(runs("vulnerabilities.yml")).contains("make sbom");
    }

    @Test
    void everyTargetThatAWorkflowMakesExists() throws IOException {
        List<String> targets = MAKE_TARGET.matcher(Yaml.read("Makefile")).results().map(found -> found.group(1))
                .toList();
        List<String> made = new ArrayList<>();
        for (String file : yaml(Yaml.ROOT.resolve(WORKFLOWS))) {
            Matcher target = CALLED_TARGET
                    .matcher(String.join("\n", runs(Path.of(file).getFileName().toString())));
            target.results().forEach(found -> made.add(found.group(1)));
        }
        assertThat(made).isNotEmpty();
        assertThat(targets).containsAll(made);
    }

    @Test
    void dependabotFindsWhatItLooksFor() throws IOException {
        JsonNode updates = Yaml.document(".github/dependabot.yml").get("updates");
        List<String> ecosystems = new ArrayList<>();
        for (JsonNode update : updates) {
            String ecosystem = update.get("package-ecosystem").asText();
            ecosystems.add(ecosystem);
            List<String> directories = update.has("directories")
                    ? Yaml.texts(update.get("directories"))
                    : List.of(update.get("directory").asText());
            assertThat(directories).allSatisfy(directory -> assertThat(
                    Yaml.ROOT.resolve(directory.substring(1)).resolve(MANIFESTS.getOrDefault(ecosystem, "?")))
                    .exists());
        }
        assertThat(ecosystems).containsExactlyInAnyOrderElementsOf(MANIFESTS.keySet());
    }

    @Test
    void issueFormsHaveWhatTheForgeRequires() throws IOException {
        List<String> forms = yaml(Yaml.ROOT.resolve(ISSUE_FORMS)).stream().filter(file -> !file.endsWith("config.yml"))
                .toList();
        assertThat(forms).hasSize(2);
        for (String file : forms) {
            JsonNode form = Yaml.document(file);
            assertThat(form.path("name").asText()).as(file).isNotEmpty();
            assertThat(form.path("description").asText()).as(file).isNotEmpty();
            List<String> ids = new ArrayList<>();
            for (JsonNode field : form.get("body")) {
                String type = field.get("type").asText();
                assertThat(type).as(file).isIn("markdown", "input", "textarea", "dropdown");
                if (type.equals("markdown")) {
                    assertThat(field.at("/attributes/value").asText()).isNotEmpty();
                } else {
                    ids.add(field.get("id").asText());
                    assertThat(field.at("/attributes/label").asText()).isNotEmpty();
                    assertThat(type.equals("dropdown")).isEqualTo(field.at("/attributes/options").isArray());
                }
            }
            assertThat(ids).as(file).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    /** Every step, by the file of its workflow. */
    private static Map<String, List<JsonNode>> steps() throws IOException {
        Map<String, List<JsonNode>> steps = new TreeMap<>();
        for (String file : yaml(Yaml.ROOT.resolve(WORKFLOWS))) {
            List<JsonNode> ofFile = new ArrayList<>();
            for (JsonNode job : Yaml.document(file).get("jobs")) {
                Yaml.elements(job.path("steps")).forEach(ofFile::add);
            }
            steps.put(Path.of(file).getFileName().toString(), ofFile);
        }
        return steps;
    }

    /** Returns the commands of a workflow's steps. */
    private static List<String> runs(String workflow) throws IOException {
        return steps().getOrDefault(workflow, List.of()).stream().filter(step -> step.has("run"))
                .map(step -> step.get("run").asText()).toList();
    }

    /** Returns the paths of all YAML files below a directory, from the repository's root. */
    private static List<String> yaml(Path directory) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : (Iterable<Path>) entries.sorted()::iterator) {
                String name = entry.getFileName().toString();
                if (Files.isDirectory(entry) && !NOT_OURS.contains(name)) {
                    found.addAll(yaml(entry));
                } else if (Files.isRegularFile(entry) && (name.endsWith(".yml") || name.endsWith(".yaml"))) {
                    found.add(Yaml.ROOT.relativize(entry).toString());
                }
            }
        }
        return found;
    }
}

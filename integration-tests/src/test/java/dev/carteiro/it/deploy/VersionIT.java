package dev.carteiro.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.carteiro.api.openapi.OpenApiResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every file that states Carteiro's version states the one of the parent's POM. */
class VersionIT {
    private static final Pattern PROJECT_VERSION = Pattern
            .compile("<artifactId>carteiro-parent</artifactId>\\s*<version>([^<]+)</version>");

    @Test
    void everyModuleHasTheVersionOfTheParent() throws IOException {
        String version = version();
        try (Stream<Path> directories = Files.list(Yaml.ROOT)) {
            List<Path> poms = directories.map(directory -> directory.resolve("pom.xml")).filter(Files::isRegularFile)
                    .toList();
            assertThat(poms).hasSizeGreaterThan(10).allSatisfy(
                    pom -> assertThat(versions(Files.readString(pom), PROJECT_VERSION)).containsExactly(version));
        }
    }

    @Test
    void theOpenApiDocumentHasIt() throws IOException {
        assertThat(OpenApiResource.document().at("/info/version").asText()).isEqualTo(version());
    }

    @Test
    void imagesAreLabelledAndTaggedWithIt() throws IOException {
        assertThat(Yaml.read("deploy/Dockerfile")).contains("\nARG VERSION=" + version() + "\n",
                "image.version=\"$VERSION\"", "-t carteiro:" + version() + " .");
        assertThat(Yaml.document("deploy/kubernetes/kustomization.yaml").at("/images/0/newTag").asText())
                .isEqualTo(version());
        assertThat(Yaml.document("docker-compose.yml").at("/services/router/image").asText())
                .isEqualTo("${CARTEIRO_IMAGE:-carteiro:" + version() + "}");
        assertThat(versions(Yaml.read("docs/containers.md"), Pattern.compile("(?:carteiro:|newTag: )([\\w.-]+)")))
                .isNotEmpty().containsOnly(version());
    }

    @Test
    void theRequestsThatTheDocumentsShowHaveIt() throws IOException {
        assertThat(versions(Yaml.read("docs/wire.md"), Pattern.compile("(?m)^user-agent: Carteiro/(.+)$")))
                .hasSizeGreaterThan(5).containsOnly(version());
    }

    @Test
    void theArchiveThatTheDocumentsNameHasIt() throws IOException {
        assertThat(versions(Yaml.read("docs/install.md"), Pattern.compile("carteiro-(\\d[\\d.]*\\d)")))
                .hasSizeGreaterThan(3).containsOnly(version());
    }

    @Test
    void theNewestVersionOfTheChangelogIsIt() throws IOException {
        assertThat(
                versions(Yaml.read("CHANGELOG.md"), Pattern.compile("(?m)^## \\[([0-9][^]]*)] - \\d{4}-\\d\\d-\\d\\d$"))
                        .getFirst())
                .isEqualTo(version());
    }

    @Test
    void filesOfTheReleaseHaveTheTimeOfItsDay() throws IOException {
        Matcher day = Pattern.compile("(?m)^## \\[[0-9][^]]*] - (.+)$").matcher(Yaml.read("CHANGELOG.md"));
        assertThat(day.find()).isTrue();
        assertThat(Yaml.read("pom.xml")).contains("<project.build.outputTimestamp>" + day.group(1)
                + "T00:00:00Z</project.build.outputTimestamp>");
    }

    private static String version() throws IOException {
        return versions(Yaml.read("pom.xml"), PROJECT_VERSION).getFirst();
    }

    private static List<String> versions(String text, Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        return matcher.results().map(found -> found.group(1)).toList();
    }
}

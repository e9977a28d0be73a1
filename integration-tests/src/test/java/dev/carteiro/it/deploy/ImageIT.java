package dev.carteiro.it.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the Dockerfile without building it. */
class ImageIT {
    private static final Pattern MODULE = Pattern.compile("^    <module>([^<]+)</module>$", Pattern.MULTILINE);

    @Test
    void copiesEveryModulesPomBeforeMavenRuns() throws IOException {
        String parent = Files.readString(Yaml.ROOT.resolve("pom.xml"));
        Matcher module = MODULE.matcher(parent.substring(0, parent.indexOf("</modules>")));
        List<String> modules = module.results().map(found -> found.group(1)).toList();

        assertThat(modules).hasSizeGreaterThan(8)
                .allMatch(name -> lines().contains("COPY " + name + "/pom.xml " + name + "/"));
    }

    @Test
    void everySourceOfACopyExists() {
        List<Path> sources = lines().stream().filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
                .map(line -> List.of(line.split(" ")))
                .flatMap(words -> words.subList(1, words.size() - 1).stream()).map(Yaml.ROOT::resolve).toList();

        assertThat(sources).hasSizeGreaterThan(20).allMatch(Files::exists);
    }

    @Test
    void runsAsANumericUserAndReceivesSignals() {
        assertThat(lines()).contains("USER 10001:10001").noneMatch(line -> line.startsWith("# syntax="));
        assertThat(lines().stream().filter(line -> line.startsWith("ENTRYPOINT")).toList())
                .singleElement().asString().startsWith("ENTRYPOINT [\"java\", ");
    }

    /** A new volume gets the owner of its directory in the image. */
    @Test
    void hasADirectoryForAVolumeThatItsUserMayWriteTo() throws IOException {
        String place = Yaml.document("docker-compose.yml").at("/services/api/working_dir").asText();
        assertThat(lines()).contains("RUN mkdir -m 700 " + place + " && chown 10001:10001 " + place);
    }

    @Test
    void scriptsAreExecutable() {
        assertThat(Stream.of("health", "runtime.sh").map(name -> Yaml.ROOT.resolve("deploy/image").resolve(name)))
                .allMatch(Files::isExecutable);
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Yaml.ROOT.resolve("deploy/Dockerfile"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.carteiro.runtime.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.RetryTiers;
import dev.carteiro.schemas.topic.TopicNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Pattern NAME = Pattern.compile("(?m)^([a-z][a-z.-]+)=");

    @TempDir
    private Path directory;

    @Test
    void everyDefaultCanBeRead() {
        Settings settings = Settings.load(null, Map.of(), Map.of());

        assertThat(settings.read("topics.prefix", TopicNames::new, "")).isEqualTo(TopicNames.DEFAULT);
        assertThat(settings.list("topics.events")).isEmpty();
        assertThat(settings.text("topics.events-pattern")).isEmpty();
        assertThat(settings.read("topics.retry-tiers", RetryTiers::parse, "")).isEqualTo(RetryTiers.DEFAULT);
        assertThat(AllowedTargets.parse(settings.list("targets.allow"))).isEqualTo(AllowedTargets.NONE);
        assertThat(settings.number("router.threads", 1, 64)).isEqualTo(1);
        assertThat(interval(settings, "router.commit-interval")).isEqualTo(Duration.ofMillis(50));
        assertThat(settings.text("router.instance-id")).isEmpty();
        assertThat(settings.number("router.max-event-bytes", 1, 655_360)).isEqualTo(524_288);
        assertThat(settings.text("dispatcher.instance-id")).isEmpty();
        assertThat(settings.number("dispatcher.lanes", 1, 64)).isEqualTo(1);
        assertThat(interval(settings, "dispatcher.commit-interval")).isEqualTo(Duration.ofMillis(50));
        assertThat(settings.number("dispatcher.max-records", 1, Integer.MAX_VALUE)).isEqualTo(10_000);
        assertThat(settings.number("dispatcher.max-bytes", 1, Integer.MAX_VALUE)).isEqualTo(64 * 1024 * 1024);
        assertThat(interval(settings, "dispatcher.retry-after-cap")).isEqualTo(Duration.ofHours(12));
    }

    @Test
    void everyDefaultHasAComment() {
        String before = "";
        for (String line : Settings.defaultsText().lines().toList()) {
            if (NAME.matcher(line).find()) {
                assertThat(before).as("the line before " + line).startsWith("# ");
            }
            before = line;
        }
    }

    @Test
    void everySettingHasAnEnvironmentVariableOfItsOwn() {
        List<String> names = NAME.matcher(Settings.defaultsText()).results().map(found -> found.group(1)).toList();
        assertThat(names).hasSizeGreaterThan(10)
                .extracting(name -> name.replace('.', '_').replace('-', '_')).doesNotHaveDuplicates();
    }

    @Test
    void theCommandLineOverridesTheEnvironmentWhichOverridesTheFile() throws IOException {
        Path file = file("router.threads=2\ndispatcher.lanes=2\ndispatcher.max-records=2\n");
        Settings settings = Settings.load(file,
                Map.of("CARTEIRO_DISPATCHER_LANES", "3", "CARTEIRO_DISPATCHER_MAX_RECORDS", "3"),
                Map.of("dispatcher.max-records", "4"));

        assertThat(settings.text("router.threads")).isEqualTo("2");
        assertThat(settings.text("dispatcher.lanes")).isEqualTo("3");
        assertThat(settings.text("dispatcher.max-records")).isEqualTo("4");
        assertThat(settings.text("dispatcher.max-bytes")).isEqualTo("67108864");
    }

    @Test
    void aFamilyAcceptsTheOperatorsNames() throws IOException {
        Path file = file("api.default-profile.context.doc-signature=titan\napi.default-profile.context.a.b= raw \n");
        Settings settings = Settings.load(file,
                Map.of("CARTEIRO_API_DEFAULT_PROFILE_CONTEXT_DOC_SIGNATURE", "catalisa",
                        "CARTEIRO_API_DEFAULT_PROFILE_CONTEXT_X", "standard"),
                Map.of("api.default-profile.context.x", "twenty"));

        assertThat(settings.family("api.default-profile.context.*"))
                .isEqualTo(Map.of("doc-signature", "catalisa", "a.b", "raw", "x", "twenty"));
        assertThat(settings.text("api.default-profile")).isEqualTo("standard");
        assertThat(Settings.load(null, Map.of(), Map.of()).family("api.default-profile.context.*")).isEmpty();
        for (String name : List.of("api.default-profile.context.", "api.default-profile.context.*",
                "api.default-profile.contxt.x")) {
            assertThatThrownBy(() -> Settings.load(null, Map.of(), Map.of(name, "raw")))
                    .isInstanceOf(InvalidSetting.class)
                    .hasMessageStartingWith("unknown setting '" + name + "' on the command line; ")
                    .hasMessageContaining("api.default-profile.context.*");
        }
    }

    @Test
    void readsTheFileAsUtf8WithCommentsAndSpaces() throws IOException {
        Settings settings = Settings.load(file("# a comment\n  router.instance-id =  caf\u00e9  \n"), Map.of(),
                Map.of());
        assertThat(settings.text("router.instance-id")).isEqualTo("caf\u00e9");
    }

    @Test
    void splitsListsAndDropsEmptyItems() {
        Settings settings = Settings.load(null, Map.of("CARTEIRO_TOPICS_EVENTS", " a, ,b,, c "), Map.of());
        assertThat(settings.list("topics.events")).containsExactly("a", "b", "c");
    }

    @Test
    void namesAnUnknownSettingOfTheFileAndSuggestsAKnownOne() throws IOException {
        Path file = file("router.thread=2\n");
        assertThatThrownBy(() -> Settings.load(file, Map.of(), Map.of())).isInstanceOf(InvalidSetting.class)
                .hasMessage("unknown setting 'router.thread' in " + file + "; did you mean router.threads?");
    }

    @Test
    void fileEnvironmentAndCommandLineOverrideAContext() throws IOException {
        Map<String, String> context = Map.of("topics.prefix", "a.", "router.threads", "2", "dispatcher.lanes", "3");
        Settings settings = Settings.load(context, file("router.threads=4\n"), Map.of("CARTEIRO_DISPATCHER_LANES", "5"),
                Map.of());
        assertThat(settings.text("topics.prefix")).isEqualTo("a.");
        assertThat(settings.text("router.threads")).isEqualTo("4");
        assertThat(settings.text("dispatcher.lanes")).isEqualTo("5");
        assertThatThrownBy(() -> Settings.load(Map.of("nonsense", "1"), null, Map.of(), Map.of()))
                .hasMessageStartingWith("unknown setting 'nonsense' in the context; use one of ");
    }

    @Test
    void findsVariablesThatNameNoSetting() {
        assertThat(Settings.unknownVariables(List.of("PATH", "CARTEIRO_ROUTER_THREADS", "CARTEIRO_ROUTER_THREAD",
                "CARTEIRO_API_DEFAULT_PROFILE_CONTEXT_X", "CARTEIRO_XYZ")))
                .isEqualTo(Map.of("CARTEIRO_ROUTER_THREAD", "; did you mean CARTEIRO_ROUTER_THREADS?", "CARTEIRO_XYZ",
                        ""));
    }

    @Test
    void namesAnUnknownSettingOfTheCommandLine() {
        assertThatThrownBy(() -> Settings.load(null, Map.of(), Map.of("nonsense", "1")))
                .isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("unknown setting 'nonsense' on the command line; use one of api.");
    }

    @Test
    void reportsAMissingFile() {
        Path missing = directory.resolve("missing.properties");
        assertThatThrownBy(() -> Settings.load(missing, Map.of(), Map.of())).isInstanceOf(InvalidSetting.class)
                .hasMessage("settings file " + missing + " cannot be read: it does not exist");
    }

    @Test
    void reportsADirectoryInsteadOfAFile() {
        assertThatThrownBy(() -> Settings.load(directory, Map.of(), Map.of())).isInstanceOf(InvalidSetting.class)
                .hasMessage("settings file " + directory + " cannot be read: Is a directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"router.threads=\\u00zz", "topics.prefix=\\u12"})
    void reportsAMalformedEscape(String line) throws IOException {
        Path file = file(line);
        assertThatThrownBy(() -> Settings.load(file, Map.of(), Map.of())).isInstanceOf(InvalidSetting.class)
                .hasMessageStartingWith("settings file " + file + " cannot be read: ");
    }

    @Test
    void reportsAFileThatIsNotText() throws IOException {
        Path file = directory.resolve("binary.properties");
        Files.write(file, new byte[]{'a', '=', (byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> Settings.load(file, Map.of(), Map.of())).isInstanceOf(InvalidSetting.class)
                .hasMessage("settings file " + file + " cannot be read: it is not UTF-8 text");
    }

    @ParameterizedTest
    @CsvSource({"0", "65", "two", "1.5", "''", "99999999999", "0x10"})
    void reportsWhichNumbersAreAccepted(String text) {
        Settings settings = Settings.load(null, Map.of("CARTEIRO_ROUTER_THREADS", text), Map.of());
        assertThatThrownBy(() -> settings.number("router.threads", 1, 64)).isInstanceOf(InvalidSetting.class)
                .hasMessage("invalid value '" + text + "' for setting router.threads: use a whole number from 1 to 64");
    }

    @ParameterizedTest
    @CsvSource({"9ms", "2m", "50", "''", "-5s", "1.5s", "9999999999999s"})
    void reportsWhichDurationsAreAccepted(String text) {
        Settings settings = Settings.load(null, Map.of(), Map.of("router.commit-interval", text));
        assertThatThrownBy(
                () -> settings.duration("router.commit-interval", Duration.ofMillis(10), Duration.ofMinutes(1)))
                .isInstanceOf(InvalidSetting.class)
                .hasMessage("invalid value '" + text
                        + "' for setting router.commit-interval: use a whole number followed by"
                        + " ms, s, m, h or d, for example 500ms, 5s, 30m, 2h, 7d, from 10ms to 1m");
    }

    @Test
    void throwsForANameThatIsNotASetting() {
        Settings settings = Settings.load(null, Map.of(), Map.of());
        assertThatThrownBy(() -> settings.text("nonsense")).isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no such setting: nonsense");
    }

    @Test
    void zeroNeedsNoUnit() throws Exception {
        Settings settings = Settings.load(null, Map.of(), Map.of("dispatcher.disable-after", "0"));
        assertThat(settings.duration("dispatcher.disable-after", Duration.ZERO, Duration.ofDays(30)))
                .isEqualTo(Duration.ZERO);
    }

    private static Duration interval(Settings settings, String name) {
        return settings.duration(name, Duration.ofMillis(1), Duration.ofDays(30));
    }

    private Path file(String text) throws IOException {
        Path file = directory.resolve("carteiro.properties");
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}

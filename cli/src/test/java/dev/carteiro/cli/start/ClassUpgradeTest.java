package dev.carteiro.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClassUpgradeTest {
    @TempDir
    private Path directory;

    private Path picocli() throws Exception {
        Path jar = Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return Files.copy(jar, directory.resolve("picocli.jar"));
    }

    private static int classVersion(Path jar, String entry) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            byte[] content = zip.getInputStream(new ZipEntry(entry)).readAllBytes();
            return content[6] << 8 | content[7];
        }
    }

    @Test
    void classesOfJava5BecomeCacheableClassesThatStillVerify() throws Exception {
        Path jar = picocli();
        ClassUpgrade.upgrade(jar);
        assertThat(classVersion(jar, "picocli/CommandLine.class")).isEqualTo(52);
        try (URLClassLoader loader = new URLClassLoader(new URL[]{jar.toUri().toURL()}, null)) {
            Class<?> upgraded = Class.forName("picocli.CommandLine", true, loader);
            assertThat(upgraded.getClassLoader()).isSameAs(loader);
            assertThat(upgraded.getMethod("defaultFactory").invoke(null)).isNotNull();
        }
    }

    @Test
    void aJarWithNewEnoughClassesIsNotChanged() throws Exception {
        Path jar = picocli();
        ClassUpgrade.upgrade(jar);
        byte[] upgraded = Files.readAllBytes(jar);
        ClassUpgrade.upgrade(jar);
        assertThat(Files.readAllBytes(jar)).isEqualTo(upgraded);
    }
}

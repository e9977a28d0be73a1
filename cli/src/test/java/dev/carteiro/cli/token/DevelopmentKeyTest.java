package dev.carteiro.cli.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carteiro.cli.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentKeyTest {
    @TempDir
    private Path data;

    private Path file() {
        return data.resolve("keys/private.json");
    }

    private String mode(String path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(path)));
    }

    @Test
    void isCreatedOnceForItsOwnerOnly() throws IOException {
        DevelopmentKey.createOrLoad(data);
        String made = Files.readString(file());

        DevelopmentKey.createOrLoad(data);

        assertThat(Files.readString(file())).isEqualTo(made);
        assertThat(mode("keys")).isEqualTo("rwx------");
        assertThat(mode("keys/private.json")).isEqualTo("rw-------");
        assertThat(mode("keys/jwks.json")).isEqualTo("rw-r--r--");
        try (Stream<Path> files = Files.list(data.resolve("keys"))) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("private.json",
                    "jwks.json");
        }
    }

    @Test
    void publishesOnlyThePublicKey() throws IOException {
        Path keySet = DevelopmentKey.createOrLoad(data).keySet();
        String published = Files.readString(keySet);
        assertThat(published).contains("\"kty\":\"RSA\"", "\"alg\":\"RS256\"", "\"use\":\"sig\"", "\"kid\":")
                .doesNotContain("\"d\":", "\"p\":", "\"q\":", "\"dp\":");

        Files.writeString(keySet, "{}");
        DevelopmentKey.createOrLoad(data);
        assertThat(Files.readString(keySet)).isEqualTo(published);
    }

    @Test
    void saysHowToCreateAMissingKey() {
        assertThatThrownBy(() -> DevelopmentKey.load(data)).isInstanceOf(CommandException.class).hasMessage(
                "there is no development key in " + data + ": start carteiro up or api first, with the same --data");
    }

    @Test
    void isRejectedIfOthersCanReadIt() throws IOException {
        DevelopmentKey.createOrLoad(data);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> DevelopmentKey.createOrLoad(data)).isInstanceOf(CommandException.class)
                .hasMessage(file()
                        + " can be read by other users: delete it, so that the next carteiro up creates another key, or run chmod"
                        + " 600 if nobody has read it");
    }

    @Test
    void isRejectedIfDamaged() throws IOException {
        DevelopmentKey.createOrLoad(data);
        for (String content : new String[]{"", "{}", "{\"kty\":\"oct\",\"k\":\"AAAA\"}", "nothing"}) {
            Files.writeString(file(), content);
            assertThatThrownBy(() -> DevelopmentKey.load(data)).isInstanceOf(CommandException.class)
                    .hasMessage(file() + " is damaged: delete it, so that the next carteiro up creates another key");
        }
    }
}

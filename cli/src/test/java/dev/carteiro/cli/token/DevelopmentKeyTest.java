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
    void isMadeOnceForItsOwnersEyesOnly() throws IOException {
        DevelopmentKey.makeOrLoad(data);
        String made = Files.readString(file());

        DevelopmentKey.makeOrLoad(data);

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
    void publishesItsPublicHalfOnly() throws IOException {
        Path keySet = DevelopmentKey.makeOrLoad(data).keySet();
        String published = Files.readString(keySet);
        assertThat(published).contains("\"kty\":\"RSA\"", "\"alg\":\"RS256\"", "\"use\":\"sig\"", "\"kid\":")
                .doesNotContain("\"d\":", "\"p\":", "\"q\":", "\"dp\":");

        Files.writeString(keySet, "{}");
        DevelopmentKey.makeOrLoad(data);
        assertThat(Files.readString(keySet)).isEqualTo(published);
    }

    @Test
    void saysWhatToDoWhereThereIsNone() {
        assertThatThrownBy(() -> DevelopmentKey.load(data)).isInstanceOf(CommandException.class).hasMessage(
                "there is no development key in " + data + ": start carteiro up or api first, with the same --data");
    }

    @Test
    void isNotUsedIfOthersMayReadIt() throws IOException {
        DevelopmentKey.makeOrLoad(data);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> DevelopmentKey.makeOrLoad(data)).isInstanceOf(CommandException.class).hasMessage(file()
                + " may be read by others: chmod 600 it if nobody did, or delete it, and the next carteiro up makes"
                + " another");
    }

    @Test
    void isNotUsedIfDamaged() throws IOException {
        DevelopmentKey.makeOrLoad(data);
        for (String content : new String[]{"", "{}", "{\"kty\":\"oct\",\"k\":\"AAAA\"}", "nothing"}) {
            Files.writeString(file(), content);
            assertThatThrownBy(() -> DevelopmentKey.load(data)).isInstanceOf(CommandException.class)
                    .hasMessage(file() + " is damaged: delete it, and the next carteiro up makes another");
        }
    }
}

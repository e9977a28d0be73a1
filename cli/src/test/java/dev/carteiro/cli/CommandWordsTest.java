package dev.carteiro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of commands that take options instead of documents; no Kafka is needed. */
class CommandWordsTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private record CommandResult(int status, String out, String err) {
    }

    private static CommandResult run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Carteiro.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandResult(status, out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscriptions create", "subscriptions update", "subscriptions pause",
            "subscriptions resume",
            "trigger", "listen", "explain", "verify", "secrets", "secrets generate", "deliveries list",
            "deliveries get",
            "deliveries retry", "receiver"})
    void everyCommandHasHelpWithAnExample(String command) {
        CommandResult run = run((command + " --help").split(" "));
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Usage: ", "Examples:");
    }

    /** Expects each message in one line on standard error, with the exit status behind the arguments. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            subscriptions create | 2 | no URL or event type given: use --url URL and --event TYPE, for example --url https://example.com/hooks --event 'person.*'; see carteiro subscriptions create --help
            subscriptions create --url https://example.com --event a --secret b --no-secret | 2 | --secret, --secret-file and --no-secret exclude each other: use only one of them; see carteiro subscriptions create --help
            subscriptions create --url ftp://example.com --event a | 2 | --url: the URL does not start with https:// or http://
            subscriptions create --url https://example.com --event a --profile titanic | 2 | --profile: must be one of
            subscriptions create --url https://example.com --event a --header authorization | 2 | invalid --header: use NAME=VALUE, for example --header 'authorization=Bearer ...'
            subscriptions create --url https://example.com --event a --filter nope | 1 | invalid --filter 'nope': it is neither JSON, which begins with {, nor an existing file: use '{...}', @FILE, or - for standard input
            subscriptions create --url https://example.com --event a --filter {"a":1} | 2 | --filter at /a: must be an object or a list of values: [1]
            subscriptions create --url https://example.com --event a --secret v1,whsec_abc | 2 | --secret: looks like whsec_, whsk_ or whpk_, but does not start with exactly this prefix in lower case, with an underscore; use whsec_ and base64 of 24 to 64 bytes, whsk_ and base64 of an ed25519 private key, or the key itself as plain text, without anything around it
            subscriptions update crm --unset color | 2 | unknown --unset 'color': use one of name, profile, header, secret, filter, tenant, context, status, method, timeout, success-status, retry, max-age, max-in-flight, rate-limit; see carteiro subscriptions update --help
            events publish person.created | 2 | there is no file person.created, and an event type needs data: use --data '{...}' or --data @FILE, or publish sample data with: carteiro trigger person.created; see carteiro events publish --help
            events publish nothing.jsonl | 1 | cannot read nothing.jsonl: there is no such file
            events publish - --data {} | 2 | --data, --id, --key, --tenant and --context need a single event type, as in: carteiro events publish person.created --data '{"id": 1}'; see carteiro events publish --help
            events publish a*b --data {} | 2 | 'event' is not an event type: use 1 to 256 printable ASCII characters except space, " ' \\ and *; nothing was published; see carteiro events publish --help
            trigger a*b | 2 | 'event' is not an event type: use 1 to 256 printable ASCII characters except space, " ' \\ and *; nothing was published; see carteiro trigger --help
            trigger - | 2 | TYPE '-' is a file: use an event type, as in person.created, or publish the file with: carteiro events publish; see carteiro trigger --help
            listen | 2 | no event type given: use --event TYPE, for example --event 'person.*'; --event '*' matches all; see carteiro listen --help
            listen --event a --forward localhost | 2 | invalid --forward 'localhost': use a URL, for example http://localhost:3000/webhooks; see carteiro listen --help
            listen --event a --port 70000 | 2 | --port '70000' is not a number from 0 to 65535; see carteiro listen --help
            explain | 2 | no event given: use an event type, as in carteiro explain person.created, or --event FILE; see carteiro explain --help
            deliveries get abc | 2 | invalid delivery id 'abc': use dlv_ and 32 hexadecimal digits, as in carteiro deliveries list or the header webhook-id; see carteiro deliveries get --help
            deliveries list --limit 0 | 2 | invalid --limit 0: use a number from 1 to 20000; see carteiro deliveries list --help
            receiver --secret whsec_AAAA | 1 | invalid --secret: whsec_ is followed by 3 bytes in base64; use 24 to 64
            verify | 2 | use either --secret SECRET or --secret-file FILE; see carteiro verify --help
            verify --secret hush --body x | 2 | use --header and --body FILE together; see carteiro verify --help
            secrets generate --public-key x | 2 | --public-key needs --type ed25519 or rsa: an hmac secret has no public key; see carteiro secrets generate --help
            """)
    void aMistakeIsReportedInOneLine(String arguments, int status, String message) {
        CommandResult run = run(arguments.split(" "));
        assertThat(run.err()).startsWith("carteiro: " + message).hasLineCount(1);
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void standardOutputHoldsNothingButTheNewSecret() {
        assertThat(run("secrets", "generate").out()).matches("whsec_[A-Za-z0-9+/]{43}=\n");
        CommandResult ed25519 = run("secrets", "generate", "--type", "ed25519");
        assertThat(ed25519.out()).matches("whsk_[A-Za-z0-9+/]{43}=\n");
        assertThat(ed25519.err().lines().toList().getLast()).matches("whpk_[A-Za-z0-9+/]{43}=");
    }

    @Test
    void aSavedRequestIsVerified(@TempDir Path directory) throws Exception {
        Path body = Files.writeString(directory.resolve("body"), "{\"test\": 2432232314}");
        String signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        String[] arguments = {"verify", "--secret", SECRET, "-H", "webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek", "-H",
                "webhook-timestamp: 1614265330", "-H", "webhook-signature: " + signature, "--body", body.toString(),
                "--ignore-time"};

        assertThat(run(arguments)).isEqualTo(new CommandResult(0, "verified\n", ""));
        arguments[8] = "webhook-signature: v1,AAAA " + signature;
        assertThat(run(arguments)).isEqualTo(new CommandResult(0, """
                verified
                  signature 1 of 2 (v1): malformed: v1 has 32 bytes, this one 3
                  signature 2 of 2 (v1): valid
                """, ""));
        Files.writeString(body, "{\"test\": 2432232314}\n", StandardCharsets.UTF_8);
        assertThat(run(arguments)).isEqualTo(new CommandResult(1, "",
                """
                        carteiro: not verified: none of 2 signatures is valid
                          signature 1 of 2 (v1): malformed: v1 has 32 bytes, this one 3
                          signature 2 of 2 (v1): the secret is right, but the body was changed: a line end was added
                        """));
        arguments[11] = "--tolerance=1m";
        Files.writeString(body, "{\"test\": 2432232314}", StandardCharsets.UTF_8);
        assertThat(run(arguments).err()).contains("the signature is valid, but the timestamp is ",
                " d old and at most 1m is accepted");
    }
}

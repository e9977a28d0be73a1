package dev.carteiro.cli.listen;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.kafka.ConnectionCheck;
import dev.carteiro.cli.option.KafkaOptions;
import dev.carteiro.cli.option.OutputOptions;
import dev.carteiro.cli.option.ProgressReporter;
import dev.carteiro.cli.option.SettingsOptions;
import dev.carteiro.cli.option.Terminal;
import dev.carteiro.cli.receiver.ReceivedWebhook;
import dev.carteiro.cli.receiver.SignatureVerdict;
import dev.carteiro.cli.receiver.WebhookResponse;
import dev.carteiro.cli.receiver.WebhookServer;
import dev.carteiro.cli.receiver.WebhookSignatureCheck;
import dev.carteiro.cli.run.ServiceRunner;
import dev.carteiro.cli.secret.GeneratedSecret;
import dev.carteiro.cli.secret.KeyType;
import dev.carteiro.cli.subscription.EffectiveSubscription;
import dev.carteiro.cli.subscription.MemberOptions;
import dev.carteiro.cli.subscription.RegistrationClient;
import dev.carteiro.cli.subscription.SubscriptionChange;
import dev.carteiro.cli.wiring.InstallationSettings;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.lifecycle.Lifecycle;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.SubscriptionReadResult;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.Origin;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Receives events on this machine, with a subscription that exists as long as the command runs. */
@Command(name = "listen", mixinStandardHelpOptions = true, versionProvider = CarteiroVersion.class, description = {
        "Subscribes to events for as long as it runs, and receives them on this machine. It shows each request with the result"
                + " of the signature check, the response, the time and the body. Ctrl-C deletes the subscription.",
        "With --forward, it forwards requests to your server and returns its responses. A request with a wrong signature gets"
                + " 401 and is not forwarded. The installation must allow this machine as a target: carteiro up --local.",
        "The subscription is named listen-HOST-PID-START. If the process is killed, the next listen on the same machine"
                + " deletes its subscription."}, footerHeading = "%nExamples:%n", footer = {
                        "  carteiro listen --event 'person.*'",
                        "  carteiro listen --event 'person.*' --forward http://localhost:3000/webhooks",
                        "  carteiro listen --event '*' --profile cloudevents -o json | jq .body",
                        "",
                        "Exit status: 130 or 143 after Ctrl-C or SIGTERM, 1 if it could not start."})
public final class ListenCommand implements Callable<Integer> {
    private static final SignatureVerdict UNSIGNED = new SignatureVerdict.UnverifiedSignature("--no-secret");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final MemberOptions members = new MemberOptions();

    @Mixin
    private final OutputOptions form = new OutputOptions();

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "0", description = "The port to listen on; a free one by default. Only on the loopback address, unless --url is given.")
    private int port;

    @Option(names = "--forward", paramLabel = "URL", description = "Forward requests to this URL.")
    private @Nullable URI forward;

    @Override
    public Integer call() throws Exception {
        requireUsable();
        InstallationSettings installation = InstallationSettings.of(settings.load());
        ObjectNode document = StrictJson.mapper().createObjectNode();
        members.putInto(document);
        String secret = secret(document);
        WebhookSignatureCheck check = check(secret);
        KafkaAccess access = kafka.accessOrLocal();
        ConnectionCheck.check(access);
        cleanUp(access, installation);
        PrintWriter out = spec.commandLine().getOut();
        return ServiceRunner.run(out, lifecycle -> listen(lifecycle, access, installation, document, secret, check));
    }

    private void requireUsable() {
        String problem = members.hasEvents()
                ? members.problem()
                : "no event type given: use --event TYPE, for example --event 'person.*'; --event '*' matches all";
        if (forward != null && Origin.of(forward.toString()).isEmpty()) {
            problem = "invalid --forward '" + forward + "': use a URL, for example http://localhost:3000/webhooks";
        }
        if (problem != null) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    private int listen(Lifecycle lifecycle, KafkaAccess access, InstallationSettings installation, ObjectNode document,
            @Nullable String secret, @Nullable WebhookSignatureCheck check) throws InterruptedException {
        Forwarder forwarder = forward == null ? null : lifecycle.add("forwarder", new Forwarder(forward));
        WebhookServer server = lifecycle.add("receiver", WebhookServer.start(address(),
                request -> receive(request, check, forwarder)));
        if (members.url() == null) {
            document.put("targetUrl", "http://127.0.0.1:" + server.port() + "/");
        }
        String id = ListenerId.ofThisProcess().text();
        byte[] value = document.toString().getBytes(StandardCharsets.UTF_8);
        if (new SubscriptionReader(installation.allowedOrAll()).read(id,
                value) instanceof SubscriptionReadResult.Invalid wrong) {
            throw new CommandException(MemberOptions.describe(wrong));
        }
        lifecycle.add("subscription",
                TemporarySubscription.create(access, installation.names(), new SubscriptionChange(id, value),
                        members.url() == null, spec.commandLine().getErr()));
        String events = String.join(", ", JsonValues.texts(document.path("events")));
        announce("carteiro listen is ready: " + events + " to " + JsonValues.text(document.path("targetUrl"), "")
                + (forward == null ? "" : " and forwarded to " + forward) + ", as " + id);
        if (secret != null && secret.startsWith("whsec_")) {
            announce("Requests are signed with " + secret);
        }
        announce("Try it: carteiro trigger TYPE. Ctrl-C ends it and deletes the subscription.");
        ServiceRunner.await(lifecycle);
        return 0;
    }

    /** Returns the secret that signs the requests; generates one and adds it to the document if none was given. */
    private @Nullable String secret(ObjectNode document) {
        if (members.hasSecretOption()) {
            return JsonValues.texts(document.path("secrets")).stream().findFirst().orElse(null);
        }
        boolean isGrafeno = JsonValues.text(document.path("profile"), "").equals("grafeno");
        GeneratedSecret generated = GeneratedSecret.of(isGrafeno ? KeyType.RSA : KeyType.HMAC, new SecureRandom());
        document.putArray("secrets").add(generated.secret());
        return generated.secret();
    }

    private static @Nullable WebhookSignatureCheck check(@Nullable String secret) {
        try {
            return secret == null ? null : WebhookSignatureCheck.of(secret, WebhookSignatureCheck.TOLERANCE);
        } catch (IllegalArgumentException e) {
            throw new CommandException("carteiro listen cannot verify with the given secret: " + e.getMessage()
                    + "; without --secret it generates one", e);
        }
    }

    /** Returns the loopback address, or all addresses if {@code --url} says that requests come from elsewhere. */
    private InetSocketAddress address() {
        return members.url() == null
                ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                : new InetSocketAddress(port);
    }

    private WebhookResponse receive(ReceivedWebhook request, @Nullable WebhookSignatureCheck check,
            @Nullable Forwarder forwarder) {
        long startNanos = System.nanoTime();
        SignatureVerdict verdict = check == null
                ? UNSIGNED
                : check.verify(request.headers(), request.body(), request.at());
        WebhookResponse response = verdict instanceof SignatureVerdict.InvalidSignature
                ? WebhookResponse.text(401, "wrong signature: " + verdict.text())
                : forwarder == null ? WebhookResponse.of(200) : forwarder.forward(request);
        Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
        show(form.isJson()
                ? List.of(WebhookFormatter.json(request, verdict, response, duration))
                : WebhookFormatter.text(request, verdict, response, duration, ZoneId.systemDefault(),
                        Terminal.current().colours()));
        return response;
    }

    private synchronized void show(List<String> lines) {
        lines.forEach(spec.commandLine().getOut()::println);
        spec.commandLine().getOut().flush();
    }

    /** Prints a line that is not a request: on standard error if requests are lines of JSON. */
    private void announce(String line) {
        PrintWriter to = form.isJson() ? spec.commandLine().getErr() : spec.commandLine().getOut();
        to.println(line);
        to.flush();
    }

    /** Deletes the subscriptions of processes that were killed. */
    private void cleanUp(KafkaAccess access, InstallationSettings installation) {
        List<SubscriptionChange> deletions = EffectiveSubscription
                .read(access, installation.names(), new ProgressReporter(spec.commandLine().getErr(), System::nanoTime))
                .keySet().stream().filter(id -> ListenerId.parse(id).filter(ListenerId::hasEnded).isPresent())
                .map(SubscriptionChange::delete).toList();
        if (!deletions.isEmpty()) {
            new RegistrationClient(access, installation.names()).write(deletions);
            deletions.forEach(change -> announce("deleted " + change.id() + ", whose process has ended"));
        }
    }
}

package dev.carteiro.cli.wiring;

import dev.carteiro.api.ApiSettings;
import dev.carteiro.api.actions.TestBudgets;
import dev.carteiro.api.http.AuditOptions;
import dev.carteiro.api.http.HttpLimits;
import dev.carteiro.api.registry.Quotas;
import dev.carteiro.api.subscriptions.DefaultProfiles;
import dev.carteiro.cli.CarteiroVersion;
import dev.carteiro.cli.token.TrustedKeySource;
import dev.carteiro.dispatcher.DispatcherSettings;
import dev.carteiro.router.RouterSettings;
import dev.carteiro.router.routing.EventTopics;
import dev.carteiro.runtime.http.HostAddresses;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.runtime.monitor.MonitorSettings;
import dev.carteiro.runtime.monitor.Readiness;
import dev.carteiro.runtime.settings.InvalidSetting;
import dev.carteiro.runtime.settings.Settings;
import dev.carteiro.runtime.watch.ClusterWatch;
import dev.carteiro.runtime.watch.EventSources;
import dev.carteiro.schemas.subscription.Profile;
import dev.carteiro.schemas.subscription.RateLimit;
import dev.carteiro.schemas.subscription.SubscriptionReader;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.targeturl.Cidr;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts settings into the configuration of each role. Immutable. */
public final class RoleSettings {
    private static final Logger LOG = LoggerFactory.getLogger(RoleSettings.class);
    private static final Duration MIN_COMMIT_INTERVAL = Duration.ofMillis(5);
    private static final Duration MAX_COMMIT_INTERVAL = Duration.ofSeconds(5);

    private final Settings settings;
    private final KafkaAccess access;
    private final InstallationSettings installation;
    private final AllowedTargets allowed;

    /** @throws InvalidSetting if a setting that all roles share is invalid */
    public RoleSettings(Settings settings, KafkaAccess access) {
        this.settings = settings;
        this.access = access;
        this.installation = InstallationSettings.of(settings);
        this.allowed = installation.allowed().on(new HostAddresses());
    }

    /**
     * Validates the settings of all roles, before anything is started.
     *
     * @throws InvalidSetting if any setting is invalid
     */
    public static void validate(Settings settings) {
        RoleSettings wiring = new RoleSettings(settings, KafkaAccess.to("localhost:9092"));
        LOG.debug("settings: {}, {}, {}, {}, trusted keys: {}", wiring.routerSettings(Path.of(""), ""),
                wiring.dispatcherSettings(""), monitorSettings(settings, "localhost", 0),
                wiring.apiSettings("localhost", 0),
                TrustedKeySource.of(settings));
    }

    public Settings settings() {
        return settings;
    }

    public KafkaAccess access() {
        return access;
    }

    public InstallationSettings installation() {
        return installation;
    }

    /**
     * Returns the settings of a router.
     *
     * @param stateDirectory a directory for this router only
     * @param instance the instance id if the settings give none; empty for a dynamic group member
     */
    public RouterSettings routerSettings(Path stateDirectory, String instance) {
        String id = orElse(settings.text("router.instance-id"), instance);
        try {
            return new RouterSettings(installation.names(), installation.events(), allowed,
                    access.properties(), id.isEmpty() ? null : id, stateDirectory,
                    settings.number("router.threads", 1, 64),
                    settings.duration("router.commit-interval", MIN_COMMIT_INTERVAL, MAX_COMMIT_INTERVAL),
                    RouterSettings.DEFAULT_POLL,
                    settings.number("router.max-event-bytes", 1, RouterSettings.MAX_EVENT_BYTES_LIMIT),
                    settings.number("router.max-transaction-bytes", RouterSettings.MIN_TRANSACTION_BYTES,
                            Integer.MAX_VALUE),
                    settings.read("router.max-fanout-bytes", Long::valueOf,
                            "a number of bytes, at least " + RouterSettings.MAX_EVENT_BYTES_LIMIT));
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Returns the settings of a dispatcher.
     *
     * @param instance the instance id if the settings give none; empty for a generated one
     */
    public DispatcherSettings dispatcherSettings(String instance) {
        return new DispatcherSettings(access, installation.names(), installation.tiers(), allowed,
                orElse(settings.text("dispatcher.instance-id"), instance), settings.number("dispatcher.lanes", 1, 64),
                settings.duration("dispatcher.commit-interval", MIN_COMMIT_INTERVAL, MAX_COMMIT_INTERVAL),
                settings.number("dispatcher.max-records", 1, 10_000_000),
                settings.number("dispatcher.max-bytes", 1024 * 1024, Integer.MAX_VALUE),
                settings.duration("dispatcher.retry-after-cap", Duration.ZERO, Duration.ofDays(7)),
                settings.duration("dispatcher.disable-after", Duration.ZERO, Duration.ofDays(3650)),
                CarteiroVersion.text());
    }

    /**
     * Starts to watch the cluster; the topics must have been verified.
     *
     * @param withApi true if the process runs the API
     */
    public ClusterWatch startWatch(Readiness readiness, MeterRegistry meters, boolean withApi) {
        EventSources events = switch (installation.events()) {
            case EventTopics.NamedTopics(List<String> topics) -> EventSources.named(topics);
            case EventTopics.TopicPattern matching -> EventSources.matching(matching.outside(installation.names()));
        };
        return ClusterWatch.start(access, installation.plan(TopicVerification.DEFAULT_PARTITIONS, withApi), events,
                readiness,
                meters);
    }

    /**
     * Returns the settings of the API.
     *
     * @param host the address to listen on
     * @param port the port; 0 for any free one
     */
    public ApiSettings apiSettings(String host, int port) {
        HttpLimits limits = HttpLimits.DEFAULT
                .withBodyBytes(settings.number("api.max-body-bytes", 1_024, SubscriptionReader.MAX_BYTES))
                .withConnections(settings.number("api.max-connections", 10, 100_000),
                        settings.number("api.max-connections-per-address", 1, 100_000))
                .withPerSecond(settings.number("api.requests-per-second", 1, 1_000_000))
                .withBadTokensPerSecond(settings.number("api.bad-tokens-per-second", 1, 1_000_000))
                .withProxies(networks(settings, "api.proxies"));
        return new ApiSettings(access, installation.names(), allowed, host, port,
                settings.read("api.public-url", RoleSettings::publicUrl,
                        "an http or https URL without user, query and fragment, for example https://hooks.example.com"),
                limits, new AuditOptions(settings.flag("api.audit-reads"), settings.flag("api.audit-rejected-tokens")),
                settings.number("api.history-bytes", 1024 * 1024, Integer.MAX_VALUE), quotas(),
                new TestBudgets.Rates(rate("api.test-rate-subscription"), rate("api.test-rate-tenant"),
                        rate("api.test-rate-host")),
                profiles());
    }

    private DefaultProfiles profiles() {
        Map<String, Profile> byContext = new HashMap<>();
        settings.family("api.default-profile.context.*").keySet()
                .forEach(context -> byContext.put(context, profile("api.default-profile.context." + context)));
        return new DefaultProfiles(profile("api.default-profile"), byContext);
    }

    private Profile profile(String name) {
        return settings.read(name, Profile::parse, Profile.NAMES);
    }

    private Quotas.Limits quotas() {
        int memory = settings.number("api.subscriptions-bytes", 0, Integer.MAX_VALUE);
        return new Quotas.Limits(settings.number("api.quota-subscriptions", 1, Integer.MAX_VALUE),
                settings.number("api.quota-bytes", 1024, Integer.MAX_VALUE),
                memory == 0 ? Quotas.Limits.DEFAULT.memory() : memory);
    }

    private RateLimit rate(String name) {
        return settings.read(name, RateLimit::parse, "a number per s, m or h, as in 10/m");
    }

    /**
     * Returns the settings of the monitor.
     *
     * @param host the address to listen on
     * @param port the port; 0 for any free one
     */
    public static MonitorSettings monitorSettings(Settings settings, String host, int port) {
        return new MonitorSettings(host, port, networks(settings, "monitor.admin-from"),
                MonitorSettings.limits(settings.number("monitor.max-connections", 10, 100_000),
                        settings.number("monitor.max-connections-per-address", 1, 100_000)));
    }

    private static List<Cidr> networks(Settings settings, String name) {
        try {
            return settings.list(name).stream().map(Cidr::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("setting " + name + ": " + e.getMessage());
        }
    }

    private static String publicUrl(String text) {
        URI url = URI.create(text);
        boolean usable = ("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null
                && url.getUserInfo() == null && url.getQuery() == null && url.getFragment() == null;
        if (!text.isEmpty() && !usable) {
            throw new IllegalArgumentException("not usable");
        }
        return text;
    }

    private static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}

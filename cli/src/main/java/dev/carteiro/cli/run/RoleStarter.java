package dev.carteiro.cli.run;

import dev.carteiro.api.Api;
import dev.carteiro.api.ApiSettings;
import dev.carteiro.api.auth.Authenticator;
import dev.carteiro.cli.CommandErrorHandler;
import dev.carteiro.cli.CommandException;
import dev.carteiro.cli.token.AuthenticatorFactory;
import dev.carteiro.cli.wiring.RoleSettings;
import dev.carteiro.dispatcher.Dispatcher;
import dev.carteiro.dispatcher.DispatcherSettings;
import dev.carteiro.router.Router;
import dev.carteiro.router.RouterSettings;
import dev.carteiro.runtime.lifecycle.Lifecycle;
import dev.carteiro.runtime.monitor.MonitorMeter;
import dev.carteiro.runtime.monitor.MonitorServer;
import dev.carteiro.runtime.monitor.Readiness;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts roles and waits until they are ready. For one use by one thread. */
final class RoleStarter {
    private static final Logger LOG = LoggerFactory.getLogger(RoleStarter.class);
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(2);
    private static final int NO_PORT = 0;
    private static final Duration READY_POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration NOTE_INTERVAL = Duration.ofSeconds(5);

    private final RoleSettings wiring;
    private final MeterRegistry meters;
    private final Readiness readiness;
    private final MonitorServer monitor;
    private final Lifecycle lifecycle;
    private final StartupProgress progress;

    RoleStarter(RoleSettings wiring, MeterRegistry meters, Readiness readiness, MonitorServer monitor,
            Lifecycle lifecycle,
            StartupProgress progress) {
        this.wiring = wiring;
        this.meters = meters;
        this.readiness = readiness;
        this.monitor = monitor;
        this.lifecycle = lifecycle;
        this.progress = progress;
    }

    /**
     * Starts all roles at the same time. They also stop at the same time.
     *
     * @param data the data directory, for the development key
     * @param apiPort 0 for any free port
     * @return the API's port
     */
    int startAll(Path data, Path stateDirectory, String instance, int apiPort) throws InterruptedException {
        DispatcherSettings dispatcherSettings = wiring.dispatcherSettings(instance);
        RouterSettings routerSettings = wiring.routerSettings(stateDirectory, instance);
        ApiSettings apiSettings = wiring.apiSettings("localhost", apiPort);
        Lifecycle dispatcher = new Lifecycle();
        Lifecycle router = new Lifecycle();
        Lifecycle api = new Lifecycle();
        lifecycle.add("API, router and dispatcher", () -> closeTogether(api, router, dispatcher));
        List.of("dispatcher", "router", "api").forEach(role -> readiness.require(role, () -> false));
        Authenticator authenticator = AuthenticatorFactory.of(wiring.settings(), data, lifecycle);
        List<Callable<Integer>> starts = List.of(() -> start(dispatcher, dispatcherSettings),
                () -> start(router, routerSettings), () -> start(api, apiSettings, authenticator));
        try (ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<Integer>> started = threads.invokeAll(starts);
            for (Future<Integer> each : started) {
                LOG.debug("started, port {}", each.get());
            }
            return started.getLast().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Adds a resource that a role needs, to be closed after the role. */
    void addResource(String name, AutoCloseable resource) {
        lifecycle.add(name, resource);
    }

    void startRouter(Path stateDirectory) throws InterruptedException {
        start(lifecycle, wiring.routerSettings(stateDirectory, ""));
    }

    void startDispatcher() throws InterruptedException {
        start(lifecycle, wiring.dispatcherSettings(""));
    }

    /**
     * Starts the API.
     *
     * @param data the data directory for a development key; {@code null} for an API that needs an issuer's keys
     */
    void startApi(String host, int port, @Nullable Path data) throws InterruptedException {
        start(lifecycle, wiring.apiSettings(host, port), AuthenticatorFactory.of(wiring.settings(), data, lifecycle));
    }

    private int start(Lifecycle part, RouterSettings settings) throws InterruptedException {
        Router router = part.add("router", Router.start(settings, meters, e -> onFailure("router", e)));
        awaitReady("router", router::ready, router::problem, router::busy);
        return NO_PORT;
    }

    private int start(Lifecycle part, DispatcherSettings settings) throws InterruptedException {
        Dispatcher dispatcher = part.add("dispatcher",
                Dispatcher.start(settings, meters, e -> onFailure("dispatcher", e)));
        monitor.addPage("endpoints", dispatcher.worstEndpoints());
        awaitReady("dispatcher", dispatcher::ready, dispatcher::problem, dispatcher::busy);
        readiness.requireNoProblem("clock", dispatcher::clockProblem);
        return NO_PORT;
    }

    private int start(Lifecycle part, ApiSettings settings, Authenticator authenticator) throws InterruptedException {
        Api api = part.add("api", Api.start(settings, authenticator, meters, e -> onFailure("API", e)));
        registerReadiness("api", api::problem, api::busy);
        progress.printStep("api", "port " + api.port());
        return api.port();
    }

    /** Closes the router and the dispatcher in parallel, because the dispatcher can need its whole grace period. */
    private static void closeTogether(Lifecycle api, Lifecycle router, Lifecycle dispatcher)
            throws InterruptedException {
        api.close();
        Thread closingRouter = Thread.ofPlatform().name("close-router").start(router::close);
        dispatcher.close();
        closingRouter.join();
    }

    private void onFailure(String role, Throwable reason) {
        if (lifecycle.isEnding()) {
            return;
        }
        String message = "the " + role + " failed";
        try {
            message = message + ": " + CommandErrorHandler.describe(reason);
            LOG.info("{}", message, reason);
        } finally {
            // The process also ends if there is no memory left for the message.
            lifecycle.fail(message);
        }
    }

    private void registerReadiness(String role, Supplier<Optional<String>> problem, Supplier<Duration> busy) {
        readiness.requireNoProblem(role, problem);
        MonitorMeter.BUSY_SECONDS.spec().gauge(meters, () -> busy.get().toMillis() / 1e3, role);
    }

    private void awaitReady(String role, BooleanSupplier ready, Supplier<Optional<String>> problem,
            Supplier<Duration> busy) throws InterruptedException {
        registerReadiness(role, problem, busy);
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        long noteAt = System.nanoTime() + NOTE_INTERVAL.toNanos();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() - noteAt > 0) {
                noteAt += NOTE_INTERVAL.toNanos();
                problem.get().ifPresent(why -> progress.printNote(role, "waiting: " + why));
            }
            if (lifecycle.isEnding()) {
                ServiceRunner.await(lifecycle);
                throw new CommandException("the " + role + " was stopped while it started");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new CommandException("the " + role + " is not ready after " + READY_TIMEOUT.toSeconds()
                        + " s: see the log, or start it again with --verbose");
            }
            Thread.sleep(READY_POLL_INTERVAL);
        }
        progress.printStep(role, "ready");
    }
}

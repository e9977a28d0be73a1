package dev.carteiro.runtime.http;

import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.io.IOException;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.Authenticator;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Builds the client that every outbound request uses: deliveries, test requests, key sets. Stateless; a client is
 * thread-safe, and a process needs one, or, for thousands of calls at once, {@link #several}.
 *
 * <p>Callers run calls with {@code execute()} on virtual threads; {@code enqueue} would use OkHttp's dispatcher and
 * its platform threads. They give each call its own time with {@code call.timeout()}, send bodies as
 * {@link OneShotBody}, say whom a call is made for with a {@link CallOwner} as its tag, and may derive a client with {@code newBuilder()} as long as they leave {@code dns},
 * {@code socketFactory} and {@code proxy} alone. A {@link RefusedTargetException} says the guard refused.
 */
public final class GuardedClient {
    private GuardedClient() {
    }

    /**
     * Several clients that share nothing but the look-ups and the bound on open sockets. Each call looks through its client's connections, and through its
     * calls under way when it ends, so the price of a call grows with how many there are: with thousands, divide them, and
     * send what goes to one target through the same client.
     *
     * @param settings for all of them together
     * @param names as of {@link #create}
     */
    public static List<OkHttpClient> several(int count, AllowedTargets allowed, ConnectionSettings settings,
            Dns names) {
        ConnectionSettings share = new ConnectionSettings(settings.connectTimeout(), settings.callTimeout(),
                Math.ceilDiv(settings.maxIdleConnections(), count), settings.keepAlive());
        OpenSockets open = OpenSockets.ofThisProcess();
        return Stream.generate(() -> create(allowed, share, names, open)).limit(count).toList();
    }

    /**
     * @param names asked for the addresses of the names that the guard lets through, on the thread that makes the call: a
     *     {@link BoundedDns}, where the system's resolver is asked
     */
    public static OkHttpClient create(AllowedTargets allowed, ConnectionSettings settings, Dns names) {
        return create(allowed, settings, names, OpenSockets.ofThisProcess());
    }

    private static OkHttpClient create(AllowedTargets allowed, ConnectionSettings settings, Dns names,
            OpenSockets open) {
        StaleConnections stale = new StaleConnections();
        return new OkHttpClient.Builder()
                // Where it may connect. A proxy would be the one address judged, whatever the target.
                .socketFactory(new GuardedSocketFactory(allowed, open))
                .dns(new GuardedDns(allowed, names))
                .proxy(Proxy.NO_PROXY)
                // One call is one request.
                .followRedirects(false).followSslRedirects(false).retryOnConnectionFailure(false)
                .authenticator(Authenticator.NONE).proxyAuthenticator(Authenticator.NONE)
                // No memory between calls but the connections.
                .cookieJar(CookieJar.NO_COOKIES).cache(null)
                .connectionPool(KeptConnections.pool(settings.maxIdleConnections(), settings.keepAlive()))
                .protocols(List.of(Protocol.HTTP_1_1))
                // Addresses of a name side by side, a quarter of a second apart (RFC 8305), on virtual threads: left to itself
                // OkHttp takes a platform thread per connect, and a thousand black holes would take a thousand (ADR 26).
                .fastFallback(true).taskRunner$okhttp(RunnerThreads.virtual())
                // A call's time bounds all of it, and ends it by closing its socket. Bounding each read and write as well
                // would start and stop a clock that all calls share, four times a call, for a time that is never shorter.
                .connectTimeout(settings.connectTimeout()).callTimeout(settings.callTimeout())
                .readTimeout(Duration.ZERO).writeTimeout(Duration.ZERO)
                .addInterceptor(CallContext::measure).addInterceptor(GuardedClient::negotiate)
                .addInterceptor(stale::proceed)
                .addNetworkInterceptor(stale::check).build();
    }

    /**
     * Says so where those who may have little use for a connection use three quarters of all that this process may have.
     * Others of their kind should wait then.
     *
     * @param client made here, or derived from such a one
     * @param others how many of their kind there are
     */
    public static Optional<String> crowded(OkHttpClient client, int others) {
        return client.socketFactory() instanceof GuardedSocketFactory guarded
                ? guarded.crowded(others)
                : Optional.empty();
    }

    /**
     * Without an encoding OkHttp asks for gzip and inflates what comes, however much it becomes. Without {@code accept}
     * web application firewalls take a request for an attack: every common client sends one.
     */
    private static Response negotiate(Interceptor.Chain chain) throws IOException {
        Request.Builder request = chain.request().newBuilder().header("Accept-Encoding", "identity");
        if (chain.request().header("Accept") == null) {
            request.header("Accept", "*/*");
        }
        return chain.proceed(request.build());
    }
}

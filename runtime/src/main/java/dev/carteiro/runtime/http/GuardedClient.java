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
 * Builds the HTTP client for all outbound requests: deliveries, test requests, key sets. Stateless. A client is thread-safe. A
 * process needs one client, or several for thousands of concurrent calls: {@link #several}.
 *
 * <p>Callers
 * <ul>
 * <li>run calls with {@code execute()} on virtual threads; {@code enqueue} would use platform threads of OkHttp's dispatcher,
 * <li>set each call's time with {@code call.timeout()},
 * <li>send bodies as {@link OneShotBody},
 * <li>name a call's owner with a {@link CallOwner} as its tag,
 * <li>may derive a client with {@code newBuilder()}, but must not change {@code dns}, {@code socketFactory} and {@code proxy}.
 * </ul>
 * A {@link RefusedTargetException} means that the guard refused the connection.
 */
public final class GuardedClient {
    private GuardedClient() {
    }

    /**
     * Creates several clients that share only the look-ups and the limit on open sockets. A call scans all connections of its
     * client, and at its end all calls of its client. With thousands of calls, divide them between clients, and send all
     * requests to one target through the same client.
     *
     * @param settings for all of them together
     * @param names as in {@link #create}
     */
    public static List<OkHttpClient> several(int count, AllowedTargets allowed, ConnectionSettings settings,
            Dns names) {
        ConnectionSettings share = new ConnectionSettings(settings.connectTimeout(), settings.callTimeout(),
                Math.ceilDiv(settings.maxIdleConnections(), count), settings.keepAlive());
        OpenSockets open = OpenSockets.ofThisProcess();
        return Stream.generate(() -> create(allowed, share, names, open)).limit(count).toList();
    }

    /**
     * @param names resolves the names that the guard allows, on the thread that makes the call: a {@link BoundedDns} if the
     *     system's resolver is behind it
     */
    public static OkHttpClient create(AllowedTargets allowed, ConnectionSettings settings, Dns names) {
        return create(allowed, settings, names, OpenSockets.ofThisProcess());
    }

    private static OkHttpClient create(AllowedTargets allowed, ConnectionSettings settings, Dns names,
            OpenSockets open) {
        StaleConnections stale = new StaleConnections();
        return new OkHttpClient.Builder()
                // Where it may connect. With a proxy, only the proxy's address would be checked, whatever the target.
                .socketFactory(new GuardedSocketFactory(allowed, open))
                .dns(new GuardedDns(allowed, names))
                .proxy(Proxy.NO_PROXY)
                // One call is one request.
                .followRedirects(false).followSslRedirects(false).retryOnConnectionFailure(false)
                .authenticator(Authenticator.NONE).proxyAuthenticator(Authenticator.NONE)
                // No state between calls except connections.
                .cookieJar(CookieJar.NO_COOKIES).cache(null)
                .connectionPool(KeptConnections.pool(settings.maxIdleConnections(), settings.keepAlive()))
                .protocols(List.of(Protocol.HTTP_1_1))
                // Connects to the addresses of a name 250 ms apart (RFC 8305), on virtual threads. By default OkHttp uses a
                // platform thread per connect, and a thousand unreachable endpoints would use a thousand (ADR 26).
                .fastFallback(true).taskRunner$okhttp(RunnerThreads.virtual())
                // The call timeout covers all phases and closes the socket. Timeouts for each read and write would never be
                // shorter, but would start and stop a clock shared by all calls four times a call.
                .connectTimeout(settings.connectTimeout()).callTimeout(settings.callTimeout())
                .readTimeout(Duration.ZERO).writeTimeout(Duration.ZERO)
                .addInterceptor(CallContext::measure).addInterceptor(GuardedClient::negotiate)
                .addInterceptor(stale::proceed)
                .addNetworkInterceptor(stale::check).build();
    }

    /**
     * Returns a warning if connections to endpoints that have not just succeeded use three quarters of this process's limit.
     * Further calls to such endpoints should then be deferred.
     *
     * @param client made here, or derived from such a one
     * @param others number of such connections
     */
    public static Optional<String> nearSocketLimit(OkHttpClient client, int others) {
        return client.socketFactory() instanceof GuardedSocketFactory guarded
                ? guarded.nearSocketLimit(others)
                : Optional.empty();
    }

    /**
     * Sets an encoding, because without one OkHttp requests gzip and inflates the response without a limit. Sets {@code Accept},
     * because web application firewalls reject requests without it: every common client sends it.
     */
    private static Response negotiate(Interceptor.Chain chain) throws IOException {
        Request.Builder request = chain.request().newBuilder().header("Accept-Encoding", "identity");
        if (chain.request().header("Accept") == null) {
            request.header("Accept", "*/*");
        }
        return chain.proceed(request.build());
    }
}

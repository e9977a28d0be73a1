package dev.carteiro.dispatcher;

import dev.carteiro.runtime.http.BoundedDns;
import dev.carteiro.runtime.http.ConnectionSettings;
import dev.carteiro.runtime.http.GuardedClient;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import java.util.List;
import okhttp3.Dns;
import okhttp3.OkHttpClient;

/**
 * The HTTP clients of a dispatcher. Safe for any thread.
 *
 * @param all each with its own connections
 * @param names the look-ups they share
 */
record HttpClients(List<OkHttpClient> all, BoundedDns names) implements AutoCloseable {
    /** Ten thousand requests at once are some 150 to each. */
    private static final int COUNT = 64;

    static HttpClients start(AllowedTargets allowed) {
        BoundedDns names = new BoundedDns(Dns.SYSTEM);
        return new HttpClients(GuardedClient.several(COUNT, allowed, ConnectionSettings.DEFAULT, names), names);
    }

    @Override
    public void close() {
        for (OkHttpClient client : all) {
            client.dispatcher().cancelAll();
            client.connectionPool().evictAll();
        }
        names.close();
    }
}

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
 * @param all the clients, each with its own connection pool
 * @param names the DNS resolver that they share
 */
record HttpClients(List<OkHttpClient> all, BoundedDns names) implements AutoCloseable {
    /** With 10,000 concurrent requests, each client has about 150. */
    private static final int CLIENT_COUNT = 64;

    static HttpClients start(AllowedTargets allowed) {
        BoundedDns names = new BoundedDns(Dns.SYSTEM);
        return new HttpClients(GuardedClient.several(CLIENT_COUNT, allowed, ConnectionSettings.DEFAULT, names), names);
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

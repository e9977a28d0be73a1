package dev.carteiro.api.auth;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/** A key set that is fetched. Redirects are not followed: the operator names the place itself. Stateless. */
record KeySetUrl(HttpUrl url, OkHttpClient client) implements KeyLoader {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    @Override
    public byte[] load() throws IOException {
        Call call = client.newCall(new Request.Builder().url(url)
                .header("Accept", "application/jwk-set+json, application/json").header("User-Agent", "Carteiro")
                .build());
        call.timeout().timeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        try (Response response = call.execute()) {
            if (response.code() != 200) {
                throw new IOException("it answers " + response.code() + " instead of 200");
            }
            BufferedSource body = response.body().source();
            if (body.request(KeySet.MAX_BYTES + 1L)) {
                throw new IOException("it has more than " + KeySet.MAX_BYTES + " bytes");
            }
            return body.readByteArray();
        }
    }

    @Override
    public String toString() {
        return url.toString();
    }
}

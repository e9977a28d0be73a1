package dev.carteiro.cli.wiring;

import dev.carteiro.api.auth.Authenticator;
import dev.carteiro.api.auth.UnauthenticatedException;
import dev.carteiro.runtime.lifecycle.Lifecycle;
import dev.carteiro.runtime.settings.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what tells the API's callers apart; the one place where tokens are plugged in. Stateless. */
public final class Callers {
    private static final Logger LOG = LoggerFactory.getLogger(Callers.class);

    private Callers() {
    }

    /**
     * @param data of a process that has a data directory; {@code null} for others
     * @param lifecycle owns what is started for it
     */
    public static Authenticator of(Settings settings, @Nullable Path data, Lifecycle lifecycle) {
        LOG.debug("no tokens are known with {} and {}", data, settings);
        return authorization -> {
            throw new UnauthenticatedException("no tokens are accepted yet");
        };
    }
}

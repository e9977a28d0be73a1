package dev.carteiro.api.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of those who issue tokens, kept and refreshed. Safe for any thread.
 *
 * <pre>
 *   a token's kid is known      answered from memory; a set older than five minutes is read again behind the scenes
 *   it is not known             read again first, once for all who wait, and at most every ten seconds
 *   reading fails               what is known stays in force for as long as it takes
 * </pre>
 *
 * <p>So a new key works with its first token, a withdrawn one stops within minutes, made-up ids cost the issuer six
 * requests a minute, and an issuer that is away stops nobody whose key is known.
 */
public final class KeySetCache {
    static final Duration FRESH = Duration.ofMinutes(5);
    static final Duration PAUSE = Duration.ofSeconds(10);
    static final Duration PAUSE_BEHIND_THE_SCENES = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(KeySetCache.class);

    private final KeyLoader loader;
    private final LongSupplier nanoClock;
    private final Executor behindTheScenes;

    /** Held while reading; guards {@code failing}, and the others against other writers. */
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable KeySet keys;
    private volatile long loadedNanos;
    private volatile long triedNanos;
    private boolean failing;

    KeySetCache(KeyLoader loader, LongSupplier nanoClock, Executor behindTheScenes) {
        this.loader = loader;
        this.nanoClock = nanoClock;
        this.behindTheScenes = behindTheScenes;
        triedNanos = nanoClock.getAsLong() - PAUSE.toNanos();
    }

    /** @throws IOException if it cannot be used; the message is for the operator and names no file */
    public static KeySetCache inFile(Path file) throws IOException {
        KeySetCache known = new KeySetCache(new KeySetFile(file), System::nanoTime, Thread::startVirtualThread);
        known.load();
        return known;
    }

    /**
     * Reads them at once if it can; if not, whoever asks gets a {@link KeysUnavailableException} until it could.
     *
     * @param client asks nothing but this URL
     */
    public static KeySetCache at(HttpUrl url, OkHttpClient client) {
        KeySetCache known = new KeySetCache(new KeySetUrl(url, client), System::nanoTime, Thread::startVirtualThread);
        known.refresh();
        return known;
    }

    /**
     * @param id the token's {@code kid}; {@code null} if it has none
     * @return keys of that id for that algorithm; without an id the only key for that algorithm, if there is but one
     * @throws KeysUnavailableException if no key has ever been known
     */
    List<TokenVerificationKey> find(SigningAlgorithm algorithm, @Nullable String id) {
        KeySet known = keys;
        if (known == null || (id != null && !known.holds(id))) {
            known = refresh();
        } else if (isOld()) {
            behindTheScenes.execute(this::refreshIfOld);
        }
        if (known == null) {
            throw new KeysUnavailableException();
        }
        return known.find(algorithm, id);
    }

    private boolean isOld() {
        long now = nanoClock.getAsLong();
        return now - loadedNanos >= FRESH.toNanos() && now - triedNanos >= PAUSE_BEHIND_THE_SCENES.toNanos();
    }

    private void refreshIfOld() {
        reading.lock();
        try {
            if (isOld()) {
                refresh();
            }
        } finally {
            reading.unlock();
        }
    }

    /** @return what is known then, new or not */
    private @Nullable KeySet refresh() {
        reading.lock();
        try {
            if (nanoClock.getAsLong() - triedNanos >= PAUSE.toNanos()) {
                load();
            }
        } catch (IOException | RuntimeException e) {
            failed(e);
        } finally {
            reading.unlock();
        }
        return keys;
    }

    private void load() throws IOException {
        reading.lock();
        try {
            triedNanos = nanoClock.getAsLong();
            keys = KeySet.parse(loader.load());
            loadedNanos = nanoClock.getAsLong();
            if (failing) {
                failing = false;
                LOG.info("the key set {} can be read again", loader);
            }
        } finally {
            reading.unlock();
        }
    }

    /** An outage is news once; whoever makes up key ids must not fill the log. */
    private void failed(Exception e) {
        if (failing) {
            LOG.debug("still cannot read the key set {}: {}", loader, e.getMessage());
            return;
        }
        failing = true;
        LOG.warn("cannot read the key set {}: {}{}", loader, e.getMessage(),
                keys == null ? "" : "; the keys that are known stay in force");
    }
}

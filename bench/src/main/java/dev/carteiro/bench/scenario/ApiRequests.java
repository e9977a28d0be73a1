package dev.carteiro.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.bench.client.BenchTokenIssuer;
import dev.carteiro.bench.client.ClosedLoopClients;
import dev.carteiro.bench.client.KeepAliveClient;
import dev.carteiro.bench.client.RequestBytes;
import dev.carteiro.bench.load.SubscriptionCatalogue;
import dev.carteiro.bench.process.BenchHarnessException;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Requests to an API with many subscriptions. Each connection has a token of its own. Safe for any thread. */
final class ApiRequests {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int CONNECTIONS = 32;
    private static final int PAGES = 20;
    private static final String COLLECTION = "/subscriptions";

    private final int port;
    private final int size;
    private final List<String> tokens;

    /** @param size number of subscriptions */
    ApiRequests(BenchTokenIssuer issuer, int port, int size) {
        this.port = port;
        this.size = size;
        tokens = IntStream.range(0, CONNECTIONS).mapToObj(i -> issuer.token("client-" + i)).toList();
    }

    /** Reads one subscription each, chosen at random. */
    ClosedLoopClients reads() {
        return new ClosedLoopClients(port, CONNECTIONS, OK, connection -> RequestBytes.get(COLLECTION + "/"
                + SubscriptionCatalogue.id(ThreadLocalRandom.current().nextInt(size)), tokens.get(connection)));
    }

    ClosedLoopClients creates() {
        AtomicInteger next = new AtomicInteger(size);
        return new ClosedLoopClients(port, CONNECTIONS, CREATED,
                connection -> RequestBytes.post(COLLECTION, tokens.get(connection),
                        SubscriptionCatalogue.document(next.getAndIncrement())));
    }

    /** Reads pages of a hundred in turn: of all, in reverse order of names, of one event, and successive pages by name. */
    ClosedLoopClients pages() {
        List<String> paths = new ArrayList<>();
        String walk = "?sort=name";
        for (int i = 0; i < PAGES; i++) {
            paths.add("");
            paths.add("?sort=-name");
            paths.add("?filter%5Bevent%5D=" + SubscriptionCatalogue.event(i));
            walk = next(walk);
            paths.add(walk);
        }
        AtomicInteger turn = new AtomicInteger();
        return new ClosedLoopClients(port, 1, OK, connection -> RequestBytes.get(
                COLLECTION + paths.get(Math.floorMod(turn.getAndIncrement(), paths.size())), tokens.get(connection)));
    }

    /** Returns the query of the next page; this page must be full. */
    private String next(String query) {
        try (KeepAliveClient socket = new KeepAliveClient(port)) {
            JsonNode page = StrictJson.tree(socket.send(RequestBytes.get(COLLECTION + query, tokens.getFirst()), OK));
            String link = JsonValues.text(page.path("links").path("next"), "");
            if (page.path("data").size() != 100 || link.isEmpty()) {
                throw new BenchHarnessException("not a page of a hundred: " + query);
            }
            return link.substring(link.indexOf('?'));
        } catch (InvalidJsonException e) {
            throw new BenchHarnessException("cannot parse the API's response", e);
        }
    }
}

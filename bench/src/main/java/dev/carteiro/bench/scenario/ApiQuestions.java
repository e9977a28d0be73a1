package dev.carteiro.bench.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.bench.client.Crowd;
import dev.carteiro.bench.client.Issuer;
import dev.carteiro.bench.client.KeptAlive;
import dev.carteiro.bench.client.Request;
import dev.carteiro.bench.load.Catalogue;
import dev.carteiro.bench.process.Trouble;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What is asked of an API that has a catalogue. Each connection has a token of its own. Safe for any thread. */
final class ApiQuestions {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int CONNECTIONS = 32;
    private static final int PAGES = 20;
    private static final String COLLECTION = "/subscriptions";

    private final int port;
    private final int size;
    private final List<String> tokens;

    /** @param size of the catalogue */
    ApiQuestions(Issuer issuer, int port, int size) {
        this.port = port;
        this.size = size;
        tokens = IntStream.range(0, CONNECTIONS).mapToObj(i -> issuer.token("client-" + i)).toList();
    }

    /** One subscription each, any of them. */
    Crowd reads() {
        return new Crowd(port, CONNECTIONS, OK, connection -> Request.get(COLLECTION + "/"
                + Catalogue.id(ThreadLocalRandom.current().nextInt(size)), tokens.get(connection)));
    }

    Crowd creates() {
        AtomicInteger next = new AtomicInteger(size);
        return new Crowd(port, CONNECTIONS, CREATED, connection -> Request.post(COLLECTION, tokens.get(connection),
                Catalogue.document(next.getAndIncrement())));
    }

    /** Pages of a hundred, one after the other: from all, backwards by name, of an event, and a walk by name. */
    Crowd pages() {
        List<String> paths = new ArrayList<>();
        String walk = "?sort=name";
        for (int i = 0; i < PAGES; i++) {
            paths.add("");
            paths.add("?sort=-name");
            paths.add("?filter%5Bevent%5D=" + Catalogue.event(i));
            walk = next(walk);
            paths.add(walk);
        }
        AtomicInteger turn = new AtomicInteger();
        return new Crowd(port, 1, OK, connection -> Request.get(
                COLLECTION + paths.get(Math.floorMod(turn.getAndIncrement(), paths.size())), tokens.get(connection)));
    }

    /** The query of the page after this one, which must be full. */
    private String next(String query) {
        try (KeptAlive socket = new KeptAlive(port)) {
            JsonNode page = StrictJson.tree(socket.ask(Request.get(COLLECTION + query, tokens.getFirst()), OK));
            String link = JsonValues.text(page.path("links").path("next"), "");
            if (page.path("data").size() != 100 || link.isEmpty()) {
                throw new Trouble("no page of a hundred: " + query);
            }
            return link.substring(link.indexOf('?'));
        } catch (InvalidJsonException e) {
            throw new Trouble("the API's answer is not understood", e);
        }
    }
}

package dev.carteiro.api.deliveries;

import dev.carteiro.api.history.History;
import dev.carteiro.api.history.Letter;
import dev.carteiro.api.history.LetterQuery;
import dev.carteiro.api.history.Page;
import dev.carteiro.api.history.Position;
import dev.carteiro.api.history.Story;
import dev.carteiro.api.history.Told;
import dev.carteiro.api.http.BaseUrl;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.http.Query;
import dev.carteiro.api.http.Reply;
import dev.carteiro.api.http.Route;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.Refusal;
import dev.carteiro.api.registry.Registered;
import dev.carteiro.api.registry.Registry;
import dev.carteiro.api.subscriptions.Tenancy;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.time.Rfc3339;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Attempts, deliveries and dead letters, to be looked at. Safe for any thread. */
public final class DeliveriesResource {
    private static final String SUBSCRIPTION = "filter[subscription]";
    private static final String REASON = "filter[reason]";
    private static final String FROM = "filter[from]";
    private static final String TO = "filter[to]";

    /** A page of attempts takes as much again as objects; the tree of a whole delivery, eight times its attempts. */
    private static final int READ_BYTES = 2 * History.PAGE_BYTES;

    private final Registry registry;
    private final History history;

    public DeliveriesResource(Registry registry, History history) {
        this.registry = registry;
        this.history = history;
    }

    public List<Route> routes() {
        return List.of(Route.read("/subscriptions/{id}/attempts", this::attempts),
                Route.read("/deliveries/{id}", this::delivery), Route.read("/dead-letters", this::deadLetters));
    }

    /** Also of a subscription that was deleted, for as long as there is something of it. */
    private Reply attempts(Call call) throws InterruptedException {
        call.query().requireOnly(List.of(Pages.SIZE, Pages.AFTER));
        String id = call.parameter("id");
        call.reserve(READ_BYTES);
        Position after = Pages.after(call.query());
        int size = Pages.size(call.query());
        Page<Told> page = call.compute((long) size * Pages.BYTES_OF_ONE,
                () -> history.attempts(id, call.caller().tenant(), after, size));
        Registered registered = registry.find(id);
        if (registered != null || page.content().isEmpty()) {
            Tenancy.visible(call.caller(), registered);
        }
        return Reply.page(Pages.document(call, "/subscriptions/" + BaseUrl.segment(id) + "/attempts", page,
                told -> Documents.attempt(call, told)));
    }

    private Reply delivery(Call call) throws InterruptedException {
        call.query().requireOnly(List.of());
        call.reserve(READ_BYTES);
        Story story = history.delivery(call.parameter("id"))
                .filter(found -> call.caller().sees(found.subject().tenant()))
                .orElseThrow(() -> notHeld(history.coverage().since()));
        return Reply.ok(Documents.story(call, story));
    }

    private Reply deadLetters(Call call) throws InterruptedException {
        Query query = call.query();
        query.requireOnly(List.of(SUBSCRIPTION, REASON, FROM, TO, Pages.SIZE, Pages.AFTER));
        LetterQuery wanted = new LetterQuery(call.caller().tenant(), query.get(SUBSCRIPTION), reason(query),
                time(query, FROM), time(query, TO));
        call.reserve(READ_BYTES);
        Position after = Pages.after(query);
        int size = Pages.size(query);
        Page<Letter> page = call.compute((long) size * Pages.BYTES_OF_ONE,
                () -> history.deadLetters(wanted, after, size));
        return Reply.page(Pages.document(call, "/dead-letters", page, letter -> Documents.letter(call, letter)));
    }

    /** "Not any more" and "never" differ, as far as that can be said. */
    private static Refusal notHeld(@Nullable Instant since) {
        return Refusal.of(ErrorCode.NOT_FOUND, since == null
                ? "no attempt of a delivery with this id has been made"
                : "no attempt of a delivery with this id has been made since " + since
                        + "; what was before may have been let go");
    }

    private static @Nullable DeadLetterReason reason(Query query) {
        String code = query.get(REASON);
        return code == null
                ? null
                : DeadLetterReason.ofCode(code)
                        .orElseThrow(() -> Refusal.parameter(REASON, "can be " + Arrays.stream(DeadLetterReason.values())
                                .map(DeadLetterReason::code).collect(Collectors.joining(", "))));
    }

    private static @Nullable Instant time(Query query, String name) {
        String text = query.get(name);
        try {
            return text == null ? null : Rfc3339.parse(text);
        } catch (DateTimeException e) {
            throw Refusal.parameter(name, "must be a time in RFC 3339, as in 2025-02-10T15:30:00Z");
        }
    }
}

package dev.carteiro.api.deliveries;

import dev.carteiro.api.history.AttemptEntry;
import dev.carteiro.api.history.DeadLetterEntry;
import dev.carteiro.api.history.DeadLetterQuery;
import dev.carteiro.api.history.DeliveryHistory;
import dev.carteiro.api.history.HistoryIndex;
import dev.carteiro.api.history.HistoryPage;
import dev.carteiro.api.history.HistoryPosition;
import dev.carteiro.api.http.ApiResponse;
import dev.carteiro.api.http.ApiRoute;
import dev.carteiro.api.http.BaseUrl;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.http.QueryParameters;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.registry.RegisteredSubscription;
import dev.carteiro.api.registry.SubscriptionRegistry;
import dev.carteiro.api.subscriptions.TenantAccess;
import dev.carteiro.schemas.delivery.DeadLetterReason;
import dev.carteiro.schemas.time.Rfc3339;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads attempts, deliveries and dead letters. Safe for any thread. */
public final class DeliveriesResource {
    private static final String SUBSCRIPTION = "filter[subscription]";
    private static final String REASON = "filter[reason]";
    private static final String FROM = "filter[from]";
    private static final String TO = "filter[to]";

    /** Parsed attempts take twice their bytes; the JSON tree of a whole delivery, eight times those of its attempts. */
    private static final int READ_BYTES = 2 * HistoryIndex.PAGE_BYTES;

    private final SubscriptionRegistry registry;
    private final HistoryIndex history;

    public DeliveriesResource(SubscriptionRegistry registry, HistoryIndex history) {
        this.registry = registry;
        this.history = history;
    }

    public List<ApiRoute> routes() {
        return List.of(ApiRoute.read("/subscriptions/{id}/attempts", this::attempts),
                ApiRoute.read("/deliveries/{id}", this::delivery), ApiRoute.read("/dead-letters", this::deadLetters));
    }

    /** Lists a subscription's attempts; also those of a deleted subscription, as long as they are held. */
    private ApiResponse attempts(Call call) throws InterruptedException {
        call.query().requireOnly(List.of(HistoryPages.SIZE, HistoryPages.AFTER));
        String id = call.parameter("id");
        call.reserve(READ_BYTES);
        HistoryPosition after = HistoryPages.after(call.query());
        int size = HistoryPages.size(call.query());
        HistoryPage<AttemptEntry> page = call.compute((long) size * HistoryPages.APPROXIMATE_RESOURCE_BYTES,
                () -> history.attempts(id, call.caller().tenant(), after, size));
        RegisteredSubscription registered = registry.find(id);
        if (registered != null || page.content().isEmpty()) {
            TenantAccess.requireVisible(call.caller(), registered);
        }
        return ApiResponse.page(HistoryPages.document(call, "/subscriptions/" + BaseUrl.segment(id) + "/attempts", page,
                attempt -> DeliveryDocuments.attempt(call, attempt)));
    }

    private ApiResponse delivery(Call call) throws InterruptedException {
        call.query().requireOnly(List.of());
        call.reserve(READ_BYTES);
        DeliveryHistory found = history.delivery(call.parameter("id"))
                .filter(delivery -> call.caller().sees(delivery.subject().tenant()))
                .orElseThrow(() -> notHeld(history.coverage().since()));
        return ApiResponse.ok(DeliveryDocuments.delivery(call, found));
    }

    private ApiResponse deadLetters(Call call) throws InterruptedException {
        QueryParameters query = call.query();
        query.requireOnly(List.of(SUBSCRIPTION, REASON, FROM, TO, HistoryPages.SIZE, HistoryPages.AFTER));
        DeadLetterQuery filter = new DeadLetterQuery(call.caller().tenant(), query.get(SUBSCRIPTION), reason(query),
                time(query, FROM), time(query, TO));
        call.reserve(READ_BYTES);
        HistoryPosition after = HistoryPages.after(query);
        int size = HistoryPages.size(query);
        HistoryPage<DeadLetterEntry> page = call.compute((long) size * HistoryPages.APPROXIMATE_RESOURCE_BYTES,
                () -> history.deadLetters(filter, after, size));
        return ApiResponse.page(
                HistoryPages.document(call, "/dead-letters", page,
                        deadLetter -> DeliveryDocuments.deadLetter(call, deadLetter)));
    }

    /** Says whether older attempts may have existed, as far as that is known. */
    private static ApiException notHeld(@Nullable Instant since) {
        return ApiException.of(ErrorCode.NOT_FOUND, since == null
                ? "no attempt of a delivery with this id has been made"
                : "no attempt of a delivery with this id has been made since " + since
                        + "; older attempts may have been evicted");
    }

    private static @Nullable DeadLetterReason reason(QueryParameters query) {
        String code = query.get(REASON);
        return code == null
                ? null
                : DeadLetterReason.ofCode(code)
                        .orElseThrow(() -> ApiException.invalidParameter(REASON,
                                "unknown reason \"" + code + "\": use one of "
                                        + Arrays.stream(DeadLetterReason.values())
                                                .map(DeadLetterReason::code).collect(Collectors.joining(", "))));
    }

    private static @Nullable Instant time(QueryParameters query, String name) {
        String text = query.get(name);
        try {
            return text == null ? null : Rfc3339.parse(text);
        } catch (DateTimeException e) {
            throw ApiException.invalidParameter(name,
                    "invalid time \"" + text + "\": use RFC 3339, for example 2025-02-10T15:30:00Z");
        }
    }
}

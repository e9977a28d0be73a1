package dev.carteiro.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.auth.KeysUnavailableException;
import dev.carteiro.api.idempotency.Idempotency;
import dev.carteiro.api.idempotency.Idempotency.RequestDecision;
import dev.carteiro.api.idempotency.Idempotency.RequestExecution;
import dev.carteiro.api.idempotency.StoredResponse;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.metrics.ApiMetrics;
import dev.carteiro.runtime.kafka.KafkaUnavailable;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Processes every request to a route, in the order of its methods. Safe for any thread. */
final class RequestPipeline {
    private static final Logger LOG = LoggerFactory.getLogger(RequestPipeline.class);
    private static final long RETRY_AFTER_SECONDS = 5;

    private final RequestAdmission admission;
    private final HttpLimits limits;
    private final RequestResources.Pools shared;
    private final BaseUrl baseUrl;
    private final AuditLog audit;
    private final ApiMetrics metrics;
    private final LongSupplier nanoClock;
    private final ResponseWriter responses;
    private final WriteLimiter writes;
    private final Idempotency idempotency;

    RequestPipeline(RequestAdmission admission, HttpLimits limits, RequestResources.Pools shared,
            ResponseWriter responses, BaseUrl baseUrl,
            Idempotency idempotency, AuditLog audit, ApiMetrics metrics,
            LongSupplier nanoClock) {
        this.admission = admission;
        this.limits = limits;
        this.shared = shared;
        this.responses = responses;
        this.writes = new WriteLimiter(nanoClock);
        this.baseUrl = baseUrl;
        this.idempotency = idempotency;
        this.audit = audit;
        this.metrics = metrics;
        this.nanoClock = nanoClock;
    }

    void handle(Context context, ApiRoute route) {
        long began = nanoClock.getAsLong();
        context.header(RequestId.HEADER, RequestId.of(context));
        process(context, route);
        metrics.recordResponse(route.path(), route.verb().name(), context.statusCode(),
                Duration.ofNanos(nanoClock.getAsLong() - began));
    }

    private void process(Context context, ApiRoute route) {
        try {
            requireSameMethod(context, route);
            if (route.isOpen()) {
                respond(context, route,
                        new Call(context, limits, baseUrl, null, new RequestResources(shared, ""), writes));
                return;
            }
            Caller caller = admit(context, route);
            try (RequestResources own = new RequestResources(shared, caller.account())) {
                Call call = new Call(context, limits, baseUrl, caller, own, writes);
                try {
                    requireScope(caller, route);
                    respond(context, route, call);
                } catch (RuntimeException | InterruptedException e) {
                    reject(context, e);
                }
                if (audit.includes(route)) {
                    audit.logRequest(caller, route, auditId(context, call), context.statusCode(),
                            call.keptCredentials(),
                            call.isReplayed(),
                            RequestId.of(context));
                }
            }
        } catch (RuntimeException | InterruptedException e) {
            reject(context, e);
        }
    }

    private Caller admit(Context context, ApiRoute route) {
        try {
            return admission.admit(context.req());
        } catch (ApiException e) {
            ErrorCode code = e.errors().getFirst().code();
            boolean isTokenRejected = code == ErrorCode.UNAUTHENTICATED || code == ErrorCode.TOO_MANY_BAD_TOKENS;
            if (isTokenRejected && context.req().getHeader("Authorization") != null) {
                audit.logRejectedToken(admission.address(context.req()), route, e, RequestId.of(context));
            }
            throw e;
        }
    }

    /** Responds with an error, also to requests that match no route. */
    void reject(Context context, Exception e) {
        String id = RequestId.of(context);
        ApiException error = switch (e) {
            case ApiException known -> known;
            case KafkaUnavailable unavailable -> kafkaUnavailable(unavailable, id);
            case KeysUnavailableException unknown -> {
                LOG.warn("request {}: no keys are available to verify tokens: {}", id, unknown.getMessage());
                yield ApiException.retryLater(ErrorCode.UNAVAILABLE, "tokens cannot be verified now: try again later",
                        RETRY_AFTER_SECONDS);
            }
            case InterruptedException stopping ->
                ApiException.retryLater(ErrorCode.UNAVAILABLE, "the server is stopping: try again later",
                        RETRY_AFTER_SECONDS);
            default -> {
                LOG.error("request {} failed: {}", id, context.req().getMethod(), e);
                yield ApiException.of(ErrorCode.INTERNAL, JettyErrorHandler.INTERNAL_DETAIL);
            }
        };
        metrics.countError(error.errors().getFirst().code());
        responses.write(context, new ApiResponse(error.status(), error.document(id), error.headers()),
                MediaTypes.JSON_API, (bytes, resources) -> resources.get());
    }

    private void respond(Context context, ApiRoute route, Call call) throws InterruptedException {
        String type = MediaTypes.acceptable(Collections.list(context.req().getHeaders("Accept")));
        String key = route.verb().creates() ? IdempotencyKey.of(context.req()) : null;
        ApiResponse reply = key == null ? route.handler().handle(call) : executeOnce(key, route, call);
        responses.write(context, reply, reply.headers().getOrDefault("Content-Type", type),
                call::computeInResponse);
    }

    /** Executes the request, or repeats the response of an earlier one. */
    private ApiResponse executeOnce(String key, ApiRoute route, Call call) throws InterruptedException {
        return switch (idempotency.decide(call.caller(), key, call.fingerprint())) {
            case RequestDecision.Replay(StoredResponse(int status, var headers, var document)) -> {
                call.markReplayed();
                Map<String, String> all = new HashMap<>(headers);
                all.put(IdempotencyKey.REPLAYED, "true");
                yield new ApiResponse(status, document, all);
            }
            case RequestDecision.Proceed(RequestExecution attempt) -> execute(attempt, route, call);
        };
    }

    private static ApiResponse execute(RequestExecution attempt, ApiRoute route, Call call)
            throws InterruptedException {
        boolean isEnded = false;
        try {
            call.begin(attempt);
            ApiResponse reply = route.handler().handle(call);
            if (!(reply.content() instanceof ApiResponse.Content.Tree(JsonNode document))) {
                throw new IllegalStateException(route.path() + " is a POST and must respond with a document");
            }
            attempt.succeed(new StoredResponse(reply.status(), reply.headers(), document));
            isEnded = true;
            return reply;
        } catch (ApiException e) {
            // A rejected request changed nothing; after a server error that is not certain.
            attempt.fail(e.status() < ErrorCode.INTERNAL.status());
            isEnded = true;
            throw e;
        } finally {
            if (!isEnded) {
                attempt.fail(false);
            }
        }
    }

    private static void requireScope(Caller caller, ApiRoute route) {
        if (route.scopes().stream().noneMatch(caller::may)) {
            throw ApiException.of(ErrorCode.FORBIDDEN, "the token lacks the scope: use one with "
                    + String.join(" or ", route.scopes().stream().map(scope -> scope.text()).sorted().toList()));
        }
    }

    /** Rejects X-HTTP-Method-Override, by which Javalin routes: it would bypass the method rules of a proxy. */
    private static void requireSameMethod(Context context, ApiRoute route) {
        String method = context.req().getMethod();
        boolean head = route.verb() == HttpMethod.GET && method.equals("HEAD");
        if (!head && !method.equals(route.verb().name())) {
            throw ApiException.invalidHeader(ErrorCode.MALFORMED_REQUEST, "X-HTTP-Method-Override",
                    "methods cannot be overridden: send the request with the method itself");
        }
    }

    private static ApiException kafkaUnavailable(KafkaUnavailable unavailable, String id) {
        LOG.warn("request {}: Kafka is unavailable: {}", id, unavailable.getMessage());
        return ApiException.retryLater(ErrorCode.UNAVAILABLE, "Kafka does not respond: try again later",
                RETRY_AFTER_SECONDS);
    }

    private static String auditId(Context context, Call call) {
        String id = call.auditId();
        return id != null ? id : String.join("/", context.pathParamMap().values());
    }
}

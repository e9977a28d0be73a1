package dev.carteiro.api.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.actions.RedriveService;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.http.BaseUrl;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.http.ApiResponse;
import dev.carteiro.api.http.ApiRoute;
import dev.carteiro.api.http.HttpMethod;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.registry.SubscriptionRegistry;
import dev.carteiro.api.subscriptions.TenantAccess;
import dev.carteiro.runtime.redrive.RedrivePlan;
import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.runtime.redrive.ScanCursor;
import dev.carteiro.runtime.redrive.RedriveStatus;
import dev.carteiro.schemas.job.DeadLetterFilter;
import dev.carteiro.schemas.job.Redrive;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.subscription.RateLimit;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters again, through a job that the dispatchers carry out. Safe for any thread.
 *
 * <p>A caller who is confined to a tenant names a subscription, and redrives the tenant's own letters of it. The job says
 * whose it is, and no other tenant sees it.
 */
public final class RedrivesResource {
    private static final String TYPE = "redrives";
    private static final String PATH = "/redrives";
    private static final RateLimit USUAL_RATE = RateLimit.parse("100/s");

    /** What a job is charged as, in bytes: every dispatcher carries it with it until it is done. */
    private static final int JOB_COSTS = 256 * 1024;

    /** The most subscriptions that a dry run counts one by one. */
    private static final int MOST_NAMED = 100;

    private final SubscriptionRegistry registry;
    private final RedriveService redriving;
    private final InstantSource clock;

    public RedrivesResource(SubscriptionRegistry registry, RedriveService redriving, InstantSource clock) {
        this.registry = registry;
        this.redriving = redriving;
        this.clock = clock;
    }

    public List<ApiRoute> routes() {
        return List.of(ApiRoute.manage(HttpMethod.POST, PATH, this::redrive), ApiRoute.read(PATH + "/{id}", this::get));
    }

    private ApiResponse redrive(Call call) throws InterruptedException {
        OperationAttributes asked = OperationAttributes.of(call, TYPE, List.of("filter", "all", "again", "rate", "dryRun", "after"));
        DeadLetterFilter filter = confined(call.caller(), RedriveFilters.read(asked));
        boolean again = asked.flag("again");
        RateLimit rate = asked.text("rate", RateLimit::parse);
        boolean dryRun = asked.flag("dryRun");
        ScanCursor after = asked.text("after", RedrivesResource::cursor);
        String id = Redrive.id(call.newId());
        Optional<RedriveJobs.JobWithStatus> before = call.isRepeated()
                ? redriving.find(id, call.caller().account())
                : Optional.empty();
        if (before.isPresent()) {
            call.chargeWrite(0);
            return accepted(call, before.get().job(), before.get().status(), null);
        }
        RedrivePlan plan = redriving.plan(filter, again, after == null ? ScanCursor.START : after, call.caller().account());
        if (dryRun || plan.count() == 0) {
            return ApiResponse.ok(planned(plan, dryRun));
        }
        call.chargeWrite(JOB_COSTS);
        Redrive job = redriving.start(plan, id, rate == null ? USUAL_RATE : rate, clock.instant());
        return accepted(call, job, new RedriveStatus(0, 0, job.count(), false), plan.next());
    }

    private static ApiResponse accepted(Call call, Redrive job, RedriveStatus status, @Nullable ScanCursor next) {
        call.setAuditId(job.id());
        ObjectNode document = document(call, job, status);
        if (next != null) {
            tellNext(document.putObject("meta"), next);
        }
        return new ApiResponse(202, document, Map.of("Location", self(call, job)));
    }

    private ApiResponse get(Call call) throws InterruptedException {
        call.query().requireOnly(List.of());
        RedriveJobs.JobWithStatus known = redriving.find(call.parameter("id"), call.caller().account())
                .orElseThrow(RedrivesResource::unknown);
        // By the job's own tenant: the subscription may be another tenant's by now, or may not have been the job's then.
        if (!call.caller().sees(known.job().filter().tenant())) {
            throw unknown();
        }
        return ApiResponse.ok(document(call, known.job(), known.status()));
    }

    /**
     * Returns the filter for letters of the caller's tenant only, whose ever the subscription was when they died. Plan,
     * counts and job keep to it.
     */
    private DeadLetterFilter confined(Caller caller, DeadLetterFilter filter) throws InterruptedException {
        String tenant = caller.tenant();
        if (tenant == null) {
            return filter;
        }
        if (filter.tenant() != null && !caller.sees(filter.tenant())) {
            throw TenantAccess.otherTenant(caller, "/data/attributes/filter/tenant");
        }
        String subscription = filter.subscription();
        if (subscription == null) {
            throw OperationAttributes.invalid("filter/subscription",
                    "is missing: a token that is confined to a tenant redrives one subscription at a time");
        }
        TenantAccess.visible(caller, registry.find(subscription));
        return filter.ofTenant(tenant);
    }

    /** Nothing was made, so there is no resource: the counts are all there is to say. */
    private static ObjectNode planned(RedrivePlan plan, boolean dryRun) {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        document.putObject("jsonapi").put("version", "1.1");
        ObjectNode meta = document.putObject("meta").put("dryRun", dryRun).put("count", plan.count())
                .put("redrivenBefore", plan.before());
        if (plan.next() != null) {
            tellNext(meta, plan.next());
        }
        ObjectNode reasons = meta.putObject("byReason");
        plan.byReason().forEach((reason, count) -> reasons.put(reason.code(), count));
        ObjectNode subscriptions = meta.putObject("bySubscription");
        plan.bySubscription().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(MOST_NAMED)
                .forEach(entry -> subscriptions.put(entry.getKey(), entry.getValue()));
        return document;
    }

    private static ObjectNode document(Call call, Redrive job, RedriveStatus status) {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        document.putObject("jsonapi").put("version", "1.1");
        document.putObject("links").put("self", self(call, job));
        ObjectNode attributes = document.putObject("data").put("type", TYPE).put("id", job.id())
                .putObject("attributes").put("state", status.done() ? "done" : "running").put("total", status.total())
                .put("emitted", status.emitted()).put("skipped", status.skipped()).put("percent", status.percent())
                .put("again", job.again()).put("createdAt", job.createdAt().toString());
        attributes.set("filter", RedriveFilters.shown(job.filter()));
        return document;
    }

    /** There are more letters than one request may look at: the same request again, with this, looks at the next ones. */
    private static void tellNext(ObjectNode meta, ScanCursor next) {
        meta.put("complete", false).put("next", next.text());
    }

    private static ScanCursor cursor(String text) {
        return ScanCursor.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("is not a cursor: take meta.next of another answer"));
    }

    private static String self(Call call, Redrive job) {
        return call.link(PATH + "/" + BaseUrl.segment(job.id()));
    }

    private static ApiException unknown() {
        return ApiException.of(ErrorCode.NOT_FOUND, "there is no redrive with this id");
    }
}

package dev.carteiro.api.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.api.actions.RedriveService;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.http.ApiResponse;
import dev.carteiro.api.http.ApiRoute;
import dev.carteiro.api.http.BaseUrl;
import dev.carteiro.api.http.Call;
import dev.carteiro.api.http.HttpMethod;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.registry.SubscriptionRegistry;
import dev.carteiro.api.subscriptions.TenantAccess;
import dev.carteiro.runtime.redrive.RedriveJobs;
import dev.carteiro.runtime.redrive.RedrivePlan;
import dev.carteiro.runtime.redrive.RedriveStatus;
import dev.carteiro.runtime.redrive.ScanCursor;
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
 * Redrives dead letters through a job that the dispatchers execute. Safe for any thread.
 *
 * <p>A caller limited to a tenant names a subscription and redrives that tenant's dead letters of it. The job records
 * the tenant, and no other tenant can see it.
 */
public final class RedrivesResource {
    private static final String TYPE = "redrives";
    private static final String PATH = "/redrives";
    private static final RateLimit DEFAULT_RATE = RateLimit.parse("100/s");

    /** Cost of a job for the write limit: every dispatcher keeps the job in memory until it is done. */
    private static final int JOB_CHARGE_BYTES = 256 * 1024;

    /** Maximum number of subscriptions that a dry run counts separately. */
    private static final int MAX_COUNTED_SUBSCRIPTIONS = 100;

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
        OperationAttributes attributes = OperationAttributes.of(call, TYPE,
                List.of("filter", "all", "again", "rate", "dryRun", "after"));
        DeadLetterFilter filter = limitToTenant(call.caller(), RedriveFilters.read(attributes));
        boolean again = attributes.flag("again");
        RateLimit rate = attributes.text("rate", RateLimit::parse);
        boolean dryRun = attributes.flag("dryRun");
        ScanCursor after = attributes.text("after", RedrivesResource::cursor);
        String id = Redrive.id(call.newId());
        Optional<RedriveJobs.JobWithStatus> before = call.isRepeated()
                ? redriving.find(id, call.caller().account())
                : Optional.empty();
        if (before.isPresent()) {
            call.chargeWrite(0);
            return accepted(call, before.get().job(), before.get().status(), null);
        }
        RedrivePlan plan = redriving.plan(filter, again, after == null ? ScanCursor.START : after,
                call.caller().account());
        if (dryRun || plan.count() == 0) {
            return ApiResponse.ok(counts(plan, dryRun));
        }
        call.chargeWrite(JOB_CHARGE_BYTES);
        Redrive job = redriving.start(plan, id, rate == null ? DEFAULT_RATE : rate, clock.instant());
        return accepted(call, job, new RedriveStatus(0, 0, job.count(), false), plan.next());
    }

    private static ApiResponse accepted(Call call, Redrive job, RedriveStatus status, @Nullable ScanCursor next) {
        call.setAuditId(job.id());
        ObjectNode document = document(call, job, status);
        if (next != null) {
            addNext(document.putObject("meta"), next);
        }
        return new ApiResponse(202, document, Map.of("Location", self(call, job)));
    }

    private ApiResponse get(Call call) throws InterruptedException {
        call.query().requireOnly(List.of());
        RedriveJobs.JobWithStatus known = redriving.find(call.parameter("id"), call.caller().account())
                .orElseThrow(RedrivesResource::notFound);
        // The job's own tenant decides: the subscription may belong to another tenant now, or may have done so then.
        if (!call.caller().sees(known.job().filter().tenant())) {
            throw notFound();
        }
        return ApiResponse.ok(document(call, known.job(), known.status()));
    }

    /**
     * Returns the filter limited to the caller's tenant, whoever owned the subscription when the dead letters were
     * written. Plan, counts and job use it.
     */
    private DeadLetterFilter limitToTenant(Caller caller, DeadLetterFilter filter) throws InterruptedException {
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
                    "the subscription is missing: a token with a tenant redrives one subscription at a time");
        }
        TenantAccess.requireVisible(caller, registry.find(subscription));
        return filter.ofTenant(tenant);
    }

    /** Returns the counts. No job was written, so there is no resource. */
    private static ObjectNode counts(RedrivePlan plan, boolean dryRun) {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        document.putObject("jsonapi").put("version", "1.1");
        ObjectNode meta = document.putObject("meta").put("dryRun", dryRun).put("count", plan.count())
                .put("redrivenBefore", plan.before());
        if (plan.next() != null) {
            addNext(meta, plan.next());
        }
        ObjectNode reasons = meta.putObject("byReason");
        plan.byReason().forEach((reason, count) -> reasons.put(reason.code(), count));
        ObjectNode subscriptions = meta.putObject("bySubscription");
        plan.bySubscription().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(MAX_COUNTED_SUBSCRIPTIONS)
                .forEach(entry -> subscriptions.put(entry.getKey(), entry.getValue()));
        return document;
    }

    private static ObjectNode document(Call call, Redrive job, RedriveStatus status) {
        ObjectNode document = StrictJson.mapper().createObjectNode();
        document.putObject("jsonapi").put("version", "1.1");
        document.putObject("links").put("self", self(call, job));
        ObjectNode shown = document.putObject("data").put("type", TYPE).put("id", job.id())
                .putObject("attributes").put("state", status.done() ? "done" : "running").put("total", status.total())
                .put("emitted", status.emitted()).put("skipped", status.skipped()).put("percent", status.percent())
                .put("again", job.again()).put("createdAt", job.createdAt().toString());
        shown.set("filter", RedriveFilters.json(job.filter()));
        return document;
    }

    /** Adds the cursor for the next request if one request cannot read all dead letters. */
    private static void addNext(ObjectNode meta, ScanCursor next) {
        meta.put("complete", false).put("next", next.text());
    }

    private static ScanCursor cursor(String text) {
        return ScanCursor.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("invalid cursor: use meta.next of another response"));
    }

    private static String self(Call call, Redrive job) {
        return call.link(PATH + "/" + BaseUrl.segment(job.id()));
    }

    private static ApiException notFound() {
        return ApiException.of(ErrorCode.NOT_FOUND, "no redrive has this id");
    }
}

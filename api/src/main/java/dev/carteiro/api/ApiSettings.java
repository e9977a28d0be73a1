package dev.carteiro.api;

import dev.carteiro.api.actions.TestBudgets;
import dev.carteiro.api.http.AuditOptions;
import dev.carteiro.api.http.HttpLimits;
import dev.carteiro.api.registry.Quotas;
import dev.carteiro.api.subscriptions.DefaultProfiles;
import dev.carteiro.runtime.kafka.KafkaAccess;
import dev.carteiro.schemas.targeturl.AllowedTargets;
import dev.carteiro.schemas.topic.TopicNames;

/**
 * The API's settings. Immutable.
 *
 * @param allowed private networks that target URLs may point to
 * @param host address to listen on
 * @param port port to listen on; 0 for any free one
 * @param publicUrl the beginning of links; empty to take it from each request
 * @param audits requests that are audited besides changes
 * @param historyBytes memory for the delivery history
 * @param quotas limits on what tenants may store
 * @param tests limits on test deliveries
 * @param profiles profiles of subscriptions that name none
 */
public record ApiSettings(KafkaAccess access, TopicNames names, AllowedTargets allowed, String host, int port,
        String publicUrl, HttpLimits limits, AuditOptions audits, long historyBytes, Quotas.Limits quotas,
        TestBudgets.Rates tests, DefaultProfiles profiles) {
}

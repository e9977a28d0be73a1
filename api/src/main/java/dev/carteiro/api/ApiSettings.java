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
 * What the API is told. Immutable.
 *
 * @param allowed private networks that targets may be in
 * @param host where to listen
 * @param port 0 for any free one
 * @param publicUrl what links begin with; empty to go by each request
 * @param audits what leaves an audit line besides changes
 * @param historyBytes of memory for what became of deliveries
 * @param quotas what tenants may keep
 * @param tests how many may be sent
 * @param profiles of subscriptions that name none
 */
public record ApiSettings(KafkaAccess access, TopicNames names, AllowedTargets allowed, String host, int port,
        String publicUrl, HttpLimits limits, AuditOptions audits, long historyBytes, Quotas.Limits quotas,
        TestBudgets.Rates tests, DefaultProfiles profiles) {
}

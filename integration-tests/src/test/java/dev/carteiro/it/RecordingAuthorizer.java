package dev.carteiro.it;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which also records its requests. Kafka creates the instance, so the record is static. */
public final class RecordingAuthorizer extends StandardAuthorizer {
    static final Set<AuthorizationRequest> RECORDED = ConcurrentHashMap.newKeySet();

    /**
     * @param required whether a denial is logged by the broker; other requests only decide how much to show
     */
    record AuthorizationRequest(String principal, AclOperation operation, ResourceType type, String name,
            boolean allowed,
            boolean required) {
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        for (int i = 0; i < results.size(); i++) {
            Action action = actions.get(i);
            RECORDED.add(new AuthorizationRequest(context.principal().toString(), action.operation(),
                    action.resourcePattern().resourceType(), action.resourcePattern().name(),
                    results.get(i) == AuthorizationResult.ALLOWED, action.logIfDenied()));
        }
        return results;
    }
}

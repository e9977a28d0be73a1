package dev.carteiro.api.idempotency;

import dev.carteiro.api.auth.Caller;
import java.util.UUID;

/** Decides whether a request with an idempotency key runs or repeats an earlier response. Safe for any thread. */
@FunctionalInterface
public interface Idempotency {
    /**
     * Decides about a request.
     *
     * @param key 1 to 255 visible ASCII characters
     * @param request fingerprint of its method, path and body
     * @throws dev.carteiro.api.jsonapi.ApiException if another request uses the key, or this one is in progress
     * @throws dev.carteiro.runtime.kafka.KafkaUnavailable if Kafka does not respond
     */
    RequestDecision decide(Caller caller, String key, String request) throws InterruptedException;

    /** A decision about a request. */
    sealed interface RequestDecision {
        /** The request was executed earlier; its response is repeated. */
        record Replay(StoredResponse response) implements RequestDecision {
        }

        /** The request is to be executed. */
        record Proceed(RequestExecution attempt) implements RequestDecision {
        }
    }

    /** One execution of a request. Used by the request's thread. */
    interface RequestExecution {
        /** Returns the seed of ids of created resources: the same one for each try of the same request. */
        UUID seed();

        /** Returns whether an earlier try may have created the resource. */
        boolean isRepeated();

        /**
         * Claims the request. Call it before the first write.
         *
         * @throws dev.carteiro.api.jsonapi.ApiException if another try claimed it first
         * @throws dev.carteiro.runtime.kafka.KafkaUnavailable if Kafka does not respond
         */
        void claim() throws InterruptedException;

        /** Records success. Has no effect without a claim, because nothing was written then. */
        void succeed(StoredResponse response) throws InterruptedException;

        /**
         * Records failure.
         *
         * @param wroteNothing whether it is certain that nothing was written
         */
        void fail(boolean wroteNothing) throws InterruptedException;
    }
}

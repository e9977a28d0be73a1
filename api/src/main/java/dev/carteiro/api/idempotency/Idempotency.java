package dev.carteiro.api.idempotency;

import dev.carteiro.api.auth.Caller;
import java.util.UUID;

/** Knows which requests with an idempotency key were made before. Safe for any thread. */
@FunctionalInterface
public interface Idempotency {
    /**
     * What is to be done with a request.
     *
     * @param key 1 to 255 visible ASCII characters
     * @param request fingerprint of its method, path and body
     * @throws dev.carteiro.api.jsonapi.ApiException if the key is in use by another request, or by this one while it is being done
     * @throws dev.carteiro.runtime.kafka.KafkaUnavailable if that cannot be said
     */
    RequestDecision decide(Caller caller, String key, String request) throws InterruptedException;

    /** Whether a request is done or was. */
    sealed interface RequestDecision {
        /** It was done: this is the response. */
        record Replay(StoredResponse response) implements RequestDecision {
        }

        /** It is to be done. */
        record Proceed(RequestExecution attempt) implements RequestDecision {
        }
    }

    /** One try to do a request. Used by the request's thread. */
    interface RequestExecution {
        /** What the id of a created thing is made from: the same one for each try of the same request. */
        UUID seed();

        /** Whether an earlier try may have made the thing already. */
        boolean isRepeated();

        /**
         * To be called before the first write.
         *
         * @throws dev.carteiro.api.jsonapi.ApiException if another try was first
         * @throws dev.carteiro.runtime.kafka.KafkaUnavailable if that cannot be said
         */
        void claim() throws InterruptedException;

        /** The request was done. Does nothing where nothing was claimed, because nothing was written. */
        void succeed(StoredResponse response) throws InterruptedException;

        /**
         * The request failed.
         *
         * @param madeNothing whether that is certain
         */
        void fail(boolean madeNothing) throws InterruptedException;
    }
}

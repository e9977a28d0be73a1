package dev.carteiro.dispatcher.lane;

/** Reports that a lane ended because its group has, or seems to have, another member with the same instance id. */
final class FencedLaneException extends RuntimeException {
    FencedLaneException(String id, Throwable cause) {
        super("the group has another member with the instance id " + id, cause);
    }
}

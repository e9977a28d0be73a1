package dev.carteiro.dispatcher.lane;

/** A lane ended because its group has another member under its instance id, or believes so. */
final class FencedLaneException extends RuntimeException {
    FencedLaneException(String id, Throwable cause) {
        super("the group has another member under the instance id " + id, cause);
    }
}

package dev.carteiro.bench.receiver;

/** The receiver's behaviour for a path. Immutable. */
sealed interface ReceiverBehaviour {
    /** Returns the first segment of the path, under which requests are counted. */
    String name();

    /** Responds at once. */
    record ImmediateResponse(String name, int status) implements ReceiverBehaviour {
    }

    /** Responds with 200 after a delay. */
    record DelayedResponse(String name, long millis) implements ReceiverBehaviour {
    }

    /** Never responds; the connection stays open. */
    record NoResponse(String name) implements ReceiverBehaviour {
    }

    /** @param path for example {@code /slow/1000/7} */
    static ReceiverBehaviour of(String path) {
        String[] segments = path.split("/", 4);
        String name = segments.length > 1 ? segments[1] : "";
        return switch (name) {
            case "ok" -> new ImmediateResponse(name, 200);
            case "hang" -> new NoResponse(name);
            case "slow" -> new DelayedResponse(name, number(segments));
            case "fail" -> new ImmediateResponse(name, number(segments));
            default -> new ImmediateResponse("other", 404);
        };
    }

    private static int number(String[] segments) {
        if (segments.length < 3) {
            throw new IllegalArgumentException("a number is missing after /" + segments[1]);
        }
        return Integer.parseInt(segments[2]);
    }
}

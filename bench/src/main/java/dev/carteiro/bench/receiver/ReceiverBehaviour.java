package dev.carteiro.bench.receiver;

/** What happens to a request, going by its path. Immutable. */
sealed interface ReceiverBehaviour {
    /** Its first segment, under which requests are counted. */
    String name();

    /** Answered at once. */
    record ImmediateResponse(String name, int status) implements ReceiverBehaviour {
    }

    /** Answered with 200 after a while. */
    record DelayedResponse(String name, long millis) implements ReceiverBehaviour {
    }

    /** Never answered; the connection stays open. */
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
            throw new IllegalArgumentException("a number is missing behind /" + segments[1]);
        }
        return Integer.parseInt(segments[2]);
    }
}

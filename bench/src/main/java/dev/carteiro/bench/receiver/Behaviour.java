package dev.carteiro.bench.receiver;

/** What happens to a request, going by its path. Immutable. */
sealed interface Behaviour {
    /** Its first segment, under which requests are counted. */
    String name();

    /** Answered at once. */
    record Answer(String name, int status) implements Behaviour {
    }

    /** Answered with 200 after a while. */
    record AnswerLater(String name, long millis) implements Behaviour {
    }

    /** Never answered; the connection stays open. */
    record Hang(String name) implements Behaviour {
    }

    /** @param path for example {@code /slow/1000/7} */
    static Behaviour of(String path) {
        String[] segments = path.split("/", 4);
        String name = segments.length > 1 ? segments[1] : "";
        return switch (name) {
            case "ok" -> new Answer(name, 200);
            case "hang" -> new Hang(name);
            case "slow" -> new AnswerLater(name, number(segments));
            case "fail" -> new Answer(name, number(segments));
            default -> new Answer("other", 404);
        };
    }

    private static int number(String[] segments) {
        if (segments.length < 3) {
            throw new IllegalArgumentException("a number is missing behind /" + segments[1]);
        }
        return Integer.parseInt(segments[2]);
    }
}

package dev.carteiro.cli.demo;

import java.nio.charset.StandardCharsets;

/**
 * One event of the demo. Immutable.
 *
 * @param id the event's id
 * @param type the event's type
 * @param data a JSON object
 */
record Sample(String id, String type, String data) {
    byte[] json() {
        return ("{\"id\":\"" + id + "\",\"event\":\"" + type + "\",\"data\":" + data + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    Sample withId(String other) {
        return new Sample(other, type, data);
    }
}

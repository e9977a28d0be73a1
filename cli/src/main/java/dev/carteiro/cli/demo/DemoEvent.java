package dev.carteiro.cli.demo;

import java.nio.charset.StandardCharsets;

/**
 * One event of the demo. Immutable.
 *
 * @param id the event's id
 * @param type the event's type
 * @param data a JSON object
 */
record DemoEvent(String id, String type, String data) {
    byte[] json() {
        return ("{\"id\":\"" + id + "\",\"event\":\"" + type + "\",\"data\":" + data + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    DemoEvent withId(String other) {
        return new DemoEvent(other, type, data);
    }
}

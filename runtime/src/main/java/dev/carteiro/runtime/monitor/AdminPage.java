package dev.carteiro.runtime.monitor;

import java.util.Map;

/** A page that shows internal state of a process. Safe for any thread. */
@FunctionalInterface
public interface AdminPage {
    /**
     * Returns the page's content. It never contains a secret, nor text of a subscriber that may be one.
     *
     * @param query the request's parameters; of a repeated one, the last
     * @return an object for Jackson; its size is bounded
     * @throws IllegalArgumentException if a parameter is wrong, with a message for the caller
     */
    Object answer(Map<String, String> query);
}

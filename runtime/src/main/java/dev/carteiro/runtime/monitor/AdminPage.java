package dev.carteiro.runtime.monitor;

import java.util.Map;

/** Answers a question about the inside of a process. Safe for any thread. */
@FunctionalInterface
public interface AdminPage {
    /**
     * Never holds a secret, nor what a subscriber wrote that may be one.
     *
     * @param query the request's parameters; of one that is given twice, the last
     * @return what Jackson makes JSON of; bounded, whatever the process holds
     * @throws IllegalArgumentException if a parameter is wrong, with a message for the caller
     */
    Object answer(Map<String, String> query);
}

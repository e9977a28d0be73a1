package dev.carteiro.cli.receiver;

import java.util.List;

/** What a receiver makes of a request's signatures. */
public sealed interface SignatureVerdict {
    /** One line for a person. */
    String text();

    /**
     * One of them is right and its time is near.
     *
     * @param entries each signature of the request, and what is wrong with those that are
     */
    record ValidSignature(String text, List<String> entries) implements SignatureVerdict {
        public ValidSignature {
            entries = List.copyOf(entries);
        }
    }

    /**
     * None of them is right, or the request is too old.
     *
     * @param text why
     * @param entries as above; empty where there is none to judge
     */
    record InvalidSignature(String text, List<String> entries) implements SignatureVerdict {
        public InvalidSignature {
            entries = List.copyOf(entries);
        }
    }

    /** It was not looked at. */
    record UnverifiedSignature(String text) implements SignatureVerdict {
    }
}

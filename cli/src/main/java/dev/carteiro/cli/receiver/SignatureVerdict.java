package dev.carteiro.cli.receiver;

import java.util.List;

/** The result of verifying a request's signatures. */
public sealed interface SignatureVerdict {
    /** Returns the result in one line. */
    String text();

    /**
     * One of the signatures is valid, and the timestamp is within the tolerance.
     *
     * @param entries one line for each signature of the request, with its problem if there is one
     */
    record ValidSignature(String text, List<String> entries) implements SignatureVerdict {
        public ValidSignature {
            entries = List.copyOf(entries);
        }
    }

    /**
     * None of the signatures is valid, or the timestamp is outside the tolerance.
     *
     * @param text the reason
     * @param entries one line for each signature; empty if there is none
     */
    record InvalidSignature(String text, List<String> entries) implements SignatureVerdict {
        public InvalidSignature {
            entries = List.copyOf(entries);
        }
    }

    /** The request was not verified; the text is the reason. */
    record UnverifiedSignature(String text) implements SignatureVerdict {
    }
}

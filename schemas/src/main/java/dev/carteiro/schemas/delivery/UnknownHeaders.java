package dev.carteiro.schemas.delivery;

import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Header;

/**
 * Headers of a delivery record that this version does not know. They are written back whenever the record is rewritten
 * (as a retry, held, as a dead letter, redriven), so that a newer version finds them again. Immutable.
 *
 * @param version highest version of the header format that has written the record
 * @param headers unknown headers, unchanged and in their order
 */
public record UnknownHeaders(int version, List<Header> headers) {
    /**
     * Version of the header format. New versions only add headers, so that every version can read the records of all
     * others.
     */
    static final int VERSION = 1;

    /**
     * Limits of what is kept, above what any version adds. Headers beyond them are dropped: otherwise the record might
     * become too large to write.
     */
    static final int MAX_BYTES = 16 * 1024;
    static final int MAX_COUNT = 100;

    public static final UnknownHeaders NONE = new UnknownHeaders(VERSION, List.of());

    public UnknownHeaders {
        headers = List.copyOf(headers);
    }

    /** Returns the same headers without those whose names match. */
    public UnknownHeaders without(Predicate<String> names) {
        return new UnknownHeaders(version, headers.stream().filter(header -> !names.test(header.key())).toList());
    }
}

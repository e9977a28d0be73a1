package dev.carteiro.schemas.delivery;

import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.header.Header;

/**
 * What a delivery's record says beside what this version reads, for a newer one to find it when the record has been written
 * again: as a retry, held, as a dead letter or redriven. Immutable.
 *
 * @param version the highest version of the headers that has written the record
 * @param headers as they lay there, in their order
 */
public record UnknownHeaders(int version, List<Header> headers) {
    /** Versions add headers and never change the meaning of one, so that each reads what it knows of any other. */
    static final int VERSION = 1;

    /** More than any version adds; what is beyond is dropped, or a record could not be written again. */
    static final int MAX_BYTES = 16 * 1024;
    static final int MAX_COUNT = 100;

    public static final UnknownHeaders NONE = new UnknownHeaders(VERSION, List.of());

    public UnknownHeaders {
        headers = List.copyOf(headers);
    }

    /** The same without those that the reader of a record knows by itself. */
    public UnknownHeaders without(Predicate<String> names) {
        return new UnknownHeaders(version, headers.stream().filter(header -> !names.test(header.key())).toList());
    }
}

package dev.carteiro.schemas.time;

import com.ethlo.time.ITU;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads times as RFC 3339 writes them. Stateless. */
public final class Rfc3339 {
    private static final int DATE_LENGTH = 10;

    private Rfc3339() {
    }

    /**
     * Accepts what {@link OffsetDateTime#parse(CharSequence)} accepts, faster where the form is the usual one: the time of
     * every event is read.
     *
     * @param text {@code 2025-02-10T15:30:50Z}, with or without a fraction, with or without an offset instead of the Z
     * @throws DateTimeException if it is no time
     */
    public static Instant parse(String text) {
        // Of other forms the library accepts more than there is: offsets of five digits, for one (1.14.0).
        if (text.length() > DATE_LENGTH && text.charAt(DATE_LENGTH) == 'T' && text.endsWith("Z")) {
            try {
                ParsePosition position = new ParsePosition(0);
                OffsetDateTime time = ITU.parseDateTime(text, position);
                // It stops behind the first z, whatever follows.
                if (position.getIndex() == text.length()) {
                    return time.toInstant();
                }
            } catch (DateTimeException e) {
                return OffsetDateTime.parse(text).toInstant(); // without seconds, for example
            }
        }
        return OffsetDateTime.parse(text).toInstant();
    }
}

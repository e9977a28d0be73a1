package dev.carteiro.cli.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/**
 * Encodes a log line as one JSON object. The line's own fields are added to the common ones. Immutable.
 *
 * <pre>
 * {"time":"2025-02-10T15:30:50.123Z","level":"INFO","logger":"dev.carteiro...","thread":"lane-0","message":"...",
 *  "deliveryId":"dlv_...","subscription":"sub_1","stack":"..."}
 * </pre>
 */
final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {
    private static final byte[] NO_BYTES = {};
    private static final int MAX_STACK_CHARACTERS = 16_000;

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = StrictJson.mapper().createObjectNode();
        List<KeyValuePair> fields = event.getKeyValuePairs();
        if (fields != null) {
            fields.forEach(field -> line.put(field.key, String.valueOf(field.value)));
        }
        line.put("time", Instant.ofEpochMilli(event.getTimeStamp()).toString())
                .put("level", event.getLevel().toString())
                .put("logger", event.getLoggerName()).put("thread", event.getThreadName())
                .put("message", event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            String stack = ThrowableProxyUtil.asString(event.getThrowableProxy());
            line.put("stack", stack.substring(0, Math.min(stack.length(), MAX_STACK_CHARACTERS)));
        }
        return (TerminalText.escaped(line.toString()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NO_BYTES;
    }

    @Override
    public byte[] footerBytes() {
        return NO_BYTES;
    }
}

package dev.carteiro.cli.listen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.carteiro.cli.option.Colours;
import dev.carteiro.cli.option.TerminalText;
import dev.carteiro.cli.receiver.ReceivedWebhook;
import dev.carteiro.cli.receiver.SignatureVerdict;
import dev.carteiro.cli.receiver.WebhookResponse;
import dev.carteiro.schemas.json.EventTree;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats a request and its response, with a bounded length and without control characters. Stateless. */
final class WebhookFormatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final int MAX_BODY_LINES = 40;
    private static final int MAX_LINE_CHARACTERS = 500;
    private static final int MAX_BODY_BYTES = 64 * 1024;

    /** The members that hold the event's type in the bodies of the profiles. */
    private static final List<String> TYPE_MEMBERS = List.of("type", "event", "evento", "change");

    private WebhookFormatter() {
    }

    /**
     * Returns lines for people.
     *
     * @param zone the reader's time zone
     * @param colours for the verdict
     */
    static List<String> text(ReceivedWebhook request, SignatureVerdict verdict, WebhookResponse response,
            Duration duration, ZoneId zone, Colours colours) {
        List<String> lines = new ArrayList<>();
        lines.add(TerminalText.of(TIME.format(request.at().atZone(zone)) + "  " + type(request)) + "  "
                + verdict(verdict, colours)
                + TerminalText.of("  %d in %d ms  attempt %s  %s".formatted(response.status(),
                        duration.toMillis(), request.headers().text("webhook-attempt"),
                        request.headers().text("webhook-id"))));
        if (response.status() >= 400 && response.body().length > 0) {
            lines.add("  response: " + TerminalText.of(new String(response.body(), StandardCharsets.UTF_8).strip(),
                    MAX_LINE_CHARACTERS));
        }
        List<String> body = pretty(request.body()).lines().toList();
        body.stream().limit(MAX_BODY_LINES)
                .forEach(line -> lines.add("  " + TerminalText.of(line, MAX_LINE_CHARACTERS)));
        if (body.size() > MAX_BODY_LINES) {
            lines.add("  ... " + (body.size() - MAX_BODY_LINES) + " more lines");
        }
        return lines;
    }

    static String json(ReceivedWebhook request, SignatureVerdict verdict, WebhookResponse response,
            Duration duration) {
        ObjectNode line = StrictJson.mapper().createObjectNode().put("time", request.at().toString())
                .put("event", type(request)).put("delivery", request.headers().text("webhook-id"))
                .put("attempt", request.headers().text("webhook-attempt"))
                .put("verdict", verdict instanceof SignatureVerdict.ValidSignature
                        ? "verified"
                        : verdict instanceof SignatureVerdict.InvalidSignature ? "wrong" : "not-judged")
                .put("status", response.status()).put("durationMs", duration.toMillis())
                .put("method", request.method());
        if (!(verdict instanceof SignatureVerdict.ValidSignature)) {
            line.put("detail", verdict.text());
        }
        ObjectNode headers = line.putObject("headers");
        request.headers().values().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return line.put("body", new String(request.body(), StandardCharsets.UTF_8)).toString();
    }

    private static String verdict(SignatureVerdict verdict, Colours colours) {
        return switch (verdict) {
            case SignatureVerdict.ValidSignature verified -> colours.good("verified");
            case SignatureVerdict.InvalidSignature wrong ->
                colours.bad(TerminalText.of("WRONG SIGNATURE (" + wrong.text() + ")"));
            case SignatureVerdict.UnverifiedSignature notJudged ->
                colours.warning(TerminalText.of("not verified (" + notJudged.text() + ")"));
        };
    }

    /** Returns the event's type; {@code -} if the profile does not send it. */
    private static String type(ReceivedWebhook request) {
        String attribute = request.headers().first("ce-type");
        if (attribute != null) {
            return attribute;
        }
        try {
            JsonNode body = StrictJson.tree(request.body());
            for (String member : TYPE_MEMBERS) {
                String type = body.path(member).textValue();
                if (type != null) {
                    return type;
                }
            }
        } catch (InvalidJsonException e) {
            return "-";
        }
        return "-";
    }

    private static String pretty(byte[] body) {
        if (body.length <= MAX_BODY_BYTES) {
            try {
                return StrictJson.mapper().writerWithDefaultPrettyPrinter()
                        .writeValueAsString(EventTree.of(ByteBuffer.wrap(body)));
            } catch (InvalidJsonException | JsonProcessingException e) {
                // Not JSON: shown unchanged.
            }
        }
        return new String(body, 0, Math.min(body.length, MAX_BODY_BYTES), StandardCharsets.UTF_8);
    }
}

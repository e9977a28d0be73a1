package dev.carteiro.cli.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.carteiro.cli.receiver.SignatureVerdict.UnverifiedSignature;
import dev.carteiro.cli.receiver.SignatureVerdict.ValidSignature;
import dev.carteiro.cli.receiver.SignatureVerdict.InvalidSignature;
import dev.carteiro.schemas.json.InvalidJsonException;
import dev.carteiro.schemas.json.StrictJson;
import dev.carteiro.schemas.time.Durations;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Verifies signatures as a receiver does and says why one is wrong. Immutable and safe for any thread.
 *
 * <p>By the Standard Webhooks specification {@code webhook-signature} is a list of {@code v1,BASE64} (HMAC-SHA256) and
 * {@code v1a,BASE64} (ed25519), each over {@code id.timestamp.body}; one that fits is enough. Where that header is missing,
 * the signatures of the profiles {@code twenty} and {@code grafeno} are judged.
 */
public final class WebhookSignatureCheck {
    /** How far from now a request's time may be, as the libraries of Standard Webhooks have it. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    static final String HEADER = "webhook-signature";
    private static final String TWENTY = "x-twenty-webhook-signature";
    private static final String TWENTY_TIMESTAMP = "x-twenty-webhook-timestamp";

    private static final int HMAC_BYTES = 32;
    private static final int ED25519_BYTES = 64;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    /** The first member of a body of {@code grafeno}, whose signature is over the rest. */
    private static final Pattern GRAFENO = Pattern.compile("\\{\"signature\":\"([A-Za-z0-9+/=]|\\\\n)*\",");

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final WebhookVerificationKey key;
    private final @Nullable Duration tolerance;

    private WebhookSignatureCheck(WebhookVerificationKey key, @Nullable Duration tolerance) {
        this.key = key;
        this.tolerance = tolerance;
    }

    /**
     * @param secret {@code whsec_}, {@code whpk_}, PEM, or a key of plain text
     * @param tolerance {@code null} for a request of any time
     * @throws IllegalArgumentException if the secret cannot be used; the message does not show it
     */
    public static WebhookSignatureCheck of(String secret, @Nullable Duration tolerance) {
        return new WebhookSignatureCheck(WebhookVerificationKey.parse(secret), tolerance);
    }

    /** @param body exactly as received */
    public SignatureVerdict judge(WebhookHeaders headers, byte[] body, Instant now) {
        if (key instanceof WebhookVerificationKey.Public open && open.isRsa()) {
            return grafeno(open, body);
        }
        String header = headers.first(HEADER);
        if (header == null && headers.first(TWENTY) != null) {
            return twenty(headers, body, now);
        }
        for (String name : List.of("webhook-id", "webhook-timestamp", HEADER)) {
            if (headers.first(name) == null) {
                return new InvalidSignature("header " + name + " is missing" + hint(name, body), List.of());
            }
        }
        String timestamp = headers.text("webhook-timestamp");
        if (!SECONDS.matcher(timestamp).matches()) {
            return new InvalidSignature("webhook-timestamp is not a number of seconds since 1970", List.of());
        }
        byte[] prefix = (headers.text("webhook-id") + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        List<String> entries = new ArrayList<>();
        boolean fits = false;
        List<String> given = Arrays.stream(headers.text(HEADER).trim().split(" +")).toList();
        for (String entry : given) {
            String problem = problem(entry, prefix, body);
            fits |= problem == null;
            entries.add("signature " + (entries.size() + 1) + " of " + given.size() + " (" + version(entry) + "): "
                    + (problem == null ? "right" : problem));
        }
        if (!fits) {
            return new InvalidSignature(given.size() == 1
                    ? String.valueOf(problem(given.getFirst(), prefix, body))
                    : "none of " + given.size() + " signatures is right", entries);
        }
        return timely(Instant.ofEpochSecond(Long.parseLong(timestamp)), now, entries);
    }

    private SignatureVerdict timely(Instant signed, Instant now, List<String> entries) {
        Duration age = Duration.between(signed, now);
        if (tolerance != null && age.abs().compareTo(tolerance) > 0) {
            return new InvalidSignature("the signature is right, but the timestamp is " + rounded(age) + (age.isNegative()
                    ? " ahead"
                    : " old") + "; at most " + Durations.format(tolerance)
                    + " are accepted: a request that was sent again later, or a clock that is wrong", entries);
        }
        return new ValidSignature("verified", entries);
    }

    private static String rounded(Duration age) {
        Duration abs = age.abs();
        return abs.toHours() > 48
                ? abs.toDays() + " d"
                : abs.toMinutes() > 120
                        ? abs.toHours() + " h"
                        : abs.toSeconds() > 180
                                ? abs.toMinutes() + " min"
                                : abs.toSeconds() + " s";
    }

    /** Returns what is wrong with one entry of the header; {@code null} if it is right. */
    private @Nullable String problem(String entry, byte[] prefix, byte[] body) {
        int comma = entry.indexOf(',');
        if (comma < 0) {
            return "malformed: an entry is v1, or v1a, and base64";
        }
        String version = entry.substring(0, comma);
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(entry.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            return "malformed: what follows " + version + ", is not base64";
        }
        return switch (version) {
            case "v1" -> signature.length == HMAC_BYTES
                    ? hmacProblem(signature, prefix, body)
                    : "malformed: v1 has " + HMAC_BYTES + " bytes, this one " + signature.length;
            case "v1a" -> signature.length == ED25519_BYTES
                    ? ed25519Problem(signature, prefix, body)
                    : "malformed: v1a has " + ED25519_BYTES + " bytes, this one " + signature.length;
            default -> "of a version that is not known: v1 and v1a are";
        };
    }

    private @Nullable String hmacProblem(byte[] signature, byte[] prefix, byte[] body) {
        if (!(key instanceof WebhookVerificationKey.Hmac hmac)) {
            return "made with a shared secret, and a public key (whpk_) was given";
        }
        if (hmac.verifies(signature, prefix, body)) {
            return null;
        }
        String mistake = hmac.mistake(signature, prefix, body);
        if (mistake != null) {
            return "made with another key: " + mistake;
        }
        return changed(body, other -> hmac.verifies(signature, prefix, other));
    }

    private @Nullable String ed25519Problem(byte[] signature, byte[] prefix, byte[] body) {
        if (!(key instanceof WebhookVerificationKey.Public open)) {
            return "made with an ed25519 key (whsk_), and a shared secret was given: give the public key (whpk_)";
        }
        if (open.verifies(signature, prefix, body)) {
            return null;
        }
        return changed(body, other -> open.verifies(signature, prefix, other));
    }

    /** Whether a body is the one that was signed. */
    @FunctionalInterface
    private interface BodyPredicate {
        boolean fits(byte[] body);
    }

    /** Tells a body that was changed on its way, in one of the usual manners, from another secret. */
    private static String changed(byte[] body, BodyPredicate test) {
        for (Map.Entry<String, byte[]> variant : variants(body).entrySet()) {
            if (test.fits(variant.getValue())) {
                return "the secret is right, but the body was changed: " + variant.getKey();
            }
        }
        return "made with another secret, or the body, webhook-id or webhook-timestamp was changed on the way";
    }

    private static Map<String, byte[]> variants(byte[] body) {
        Map<String, byte[]> variants = new LinkedHashMap<>();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        for (String end : List.of("\r\n", "\n")) {
            if (text.endsWith(end)) {
                variants.putIfAbsent("a line end was added to it",
                        Arrays.copyOf(body, body.length - end.length()));
            }
        }
        variants.put("the line end at its end is gone", (text + "\n").getBytes(StandardCharsets.ISO_8859_1));
        if (body.length > BYTE_ORDER_MARK.length && Arrays.equals(body, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
            variants.put("a byte order mark was added to it", Arrays.copyOfRange(body, 3, body.length));
        }
        if (text.indexOf('\n') >= 0) {
            variants.put("its line ends were converted to CR LF",
                    text.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        try {
            variants.put("it was parsed and written again; sign and verify the bytes as they came",
                    StrictJson.mapper().writeValueAsBytes(StrictJson.tree(body)));
        } catch (InvalidJsonException | JsonProcessingException e) {
            // Not JSON: it was not parsed.
        }
        return variants;
    }

    private SignatureVerdict twenty(WebhookHeaders headers, byte[] body, Instant now) {
        String timestamp = headers.text(TWENTY_TIMESTAMP);
        if (!SECONDS.matcher(timestamp).matches() && !timestamp.matches("[0-9]{13}")) {
            return new InvalidSignature("header " + TWENTY_TIMESTAMP + " is not a number of milliseconds since 1970", List.of());
        }
        if (!(key instanceof WebhookVerificationKey.Hmac hmac)) {
            return new InvalidSignature("signed with a shared secret (profile twenty), and a public key was given", List.of());
        }
        byte[] prefix = (timestamp + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] signature;
        try {
            signature = HexFormat.of().parseHex(headers.text(TWENTY).trim());
        } catch (IllegalArgumentException e) {
            return new InvalidSignature(TWENTY + " is malformed: it is " + 2 * HMAC_BYTES + " hexadecimal digits", List.of());
        }
        if (!hmac.verifies(signature, prefix, body)) {
            String mistake = hmac.mistake(signature, prefix, body);
            return new InvalidSignature(mistake != null
                    ? "made with another key: " + mistake
                    : changed(body, other -> hmac.verifies(signature, prefix, other)), List.of());
        }
        return timely(Instant.ofEpochMilli(Long.parseLong(timestamp)), now, List.of());
    }

    private static SignatureVerdict grafeno(WebhookVerificationKey.Public open, byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        Matcher first = GRAFENO.matcher(text);
        if (!first.lookingAt()) {
            return new UnverifiedSignature("an RSA key verifies bodies of profile grafeno, which begin with {\"signature\":\"");
        }
        String member = first.group();
        String base64 = member.substring("{\"signature\":\"".length(), member.length() - 2).replace("\\n", "");
        byte[] signed = ("{" + text.substring(first.end())).getBytes(StandardCharsets.ISO_8859_1);
        try {
            return open.verifies(Base64.getDecoder().decode(base64), signed)
                    ? new ValidSignature("verified", List.of())
                    : new InvalidSignature(changed(signed, other -> open.verifies(Base64.getDecoder().decode(base64), other)),
                            List.of());
        } catch (IllegalArgumentException e) {
            return new InvalidSignature("the signature in the body is not base64", List.of());
        }
    }

    private static String hint(String name, byte[] body) {
        return name.equals(HEADER) && new String(body, 0, Math.min(body.length, 14), StandardCharsets.ISO_8859_1)
                .equals("{\"signature\":\"")
                        ? ": the signature is in the body (profile grafeno); give its RSA key"
                        : "";
    }

    private static String version(String entry) {
        int comma = entry.indexOf(',');
        String version = comma < 0 ? "" : entry.substring(0, comma);
        return version.length() > 4 || version.isEmpty() ? "?" : version;
    }
}

package dev.carteiro.cli.receiver;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.carteiro.cli.receiver.SignatureVerdict.InvalidSignature;
import dev.carteiro.cli.receiver.SignatureVerdict.UnverifiedSignature;
import dev.carteiro.cli.receiver.SignatureVerdict.ValidSignature;
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
 * Verifies signatures as a receiver does, and explains why one is wrong. Immutable and thread-safe.
 *
 * <p>By the Standard Webhooks specification, {@code webhook-signature} is a list of {@code v1,BASE64} (HMAC-SHA256) and
 * {@code v1a,BASE64} (ed25519), each over {@code id.timestamp.body}; one valid entry is enough. Without that header, the
 * signatures of the profiles {@code twenty} and {@code grafeno} are verified.
 */
public final class WebhookSignatureCheck {
    /** The accepted distance of a request's time from now, the same as in the Standard Webhooks libraries. */
    public static final Duration TOLERANCE = Duration.ofMinutes(5);

    static final String SIGNATURE_HEADER = "webhook-signature";
    private static final String TWENTY_HEADER = "x-twenty-webhook-signature";
    private static final String TWENTY_TIMESTAMP_HEADER = "x-twenty-webhook-timestamp";

    private static final int HMAC_BYTES = 32;
    private static final int ED25519_BYTES = 64;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");

    /** The first member of a {@code grafeno} body; the signature covers the rest. */
    private static final Pattern GRAFENO_SIGNATURE = Pattern.compile("\\{\"signature\":\"([A-Za-z0-9+/=]|\\\\n)*\",");

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final WebhookVerificationKey key;
    private final @Nullable Duration tolerance;

    private WebhookSignatureCheck(WebhookVerificationKey key, @Nullable Duration tolerance) {
        this.key = key;
        this.tolerance = tolerance;
    }

    /**
     * Returns a check with the given key.
     *
     * @param secret {@code whsec_}, {@code whpk_}, PEM, or plain text
     * @param tolerance {@code null} to accept any time
     * @throws IllegalArgumentException if the secret is invalid; the message does not show it
     */
    public static WebhookSignatureCheck of(String secret, @Nullable Duration tolerance) {
        return new WebhookSignatureCheck(WebhookVerificationKey.parse(secret), tolerance);
    }

    /**
     * Verifies a request.
     *
     * @param body the bytes exactly as received
     */
    public SignatureVerdict verify(WebhookHeaders headers, byte[] body, Instant now) {
        if (key instanceof WebhookVerificationKey.Public publicKey && publicKey.isRsa()) {
            return verifyGrafeno(publicKey, body);
        }
        String header = headers.first(SIGNATURE_HEADER);
        if (header == null && headers.first(TWENTY_HEADER) != null) {
            return verifyTwenty(headers, body, now);
        }
        for (String name : List.of("webhook-id", "webhook-timestamp", SIGNATURE_HEADER)) {
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
        boolean isAnyValid = false;
        List<String> given = Arrays.stream(headers.text(SIGNATURE_HEADER).trim().split(" +")).toList();
        for (String entry : given) {
            String problem = problem(entry, prefix, body);
            isAnyValid |= problem == null;
            entries.add("signature " + (entries.size() + 1) + " of " + given.size() + " (" + version(entry) + "): "
                    + (problem == null ? "valid" : problem));
        }
        if (!isAnyValid) {
            return new InvalidSignature(given.size() == 1
                    ? String.valueOf(problem(given.getFirst(), prefix, body))
                    : "none of " + given.size() + " signatures is valid", entries);
        }
        return verifyTime(Instant.ofEpochSecond(Long.parseLong(timestamp)), now, entries);
    }

    private SignatureVerdict verifyTime(Instant signed, Instant now, List<String> entries) {
        Duration age = Duration.between(signed, now);
        if (tolerance != null && age.abs().compareTo(tolerance) > 0) {
            return new InvalidSignature("the signature is valid, but the timestamp is " + rounded(age)
                    + (age.isNegative()
                            ? " ahead"
                            : " old")
                    + " and at most " + Durations.format(tolerance)
                    + " is accepted: the request was sent again later, or a clock is wrong", entries);
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

    /** Returns the problem of one entry of the header; {@code null} if it is valid. */
    private @Nullable String problem(String entry, byte[] prefix, byte[] body) {
        int comma = entry.indexOf(',');
        if (comma < 0) {
            return "malformed: use v1, or v1a, followed by base64";
        }
        String version = entry.substring(0, comma);
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(entry.substring(comma + 1));
        } catch (IllegalArgumentException e) {
            return "malformed: the text after " + version + ", is not base64";
        }
        return switch (version) {
            case "v1" -> signature.length == HMAC_BYTES
                    ? hmacProblem(signature, prefix, body)
                    : "malformed: v1 has " + HMAC_BYTES + " bytes, this one " + signature.length;
            case "v1a" -> signature.length == ED25519_BYTES
                    ? ed25519Problem(signature, prefix, body)
                    : "malformed: v1a has " + ED25519_BYTES + " bytes, this one " + signature.length;
            default -> "unknown version: use v1 or v1a";
        };
    }

    private @Nullable String hmacProblem(byte[] signature, byte[] prefix, byte[] body) {
        if (!(key instanceof WebhookVerificationKey.Hmac hmac)) {
            return "signed with a shared secret, but a public key (whpk_) was given: give the shared secret";
        }
        if (hmac.verifies(signature, prefix, body)) {
            return null;
        }
        String mistake = hmac.mistake(signature, prefix, body);
        if (mistake != null) {
            return "signed with another key: " + mistake;
        }
        return explainMismatch(body, other -> hmac.verifies(signature, prefix, other));
    }

    private @Nullable String ed25519Problem(byte[] signature, byte[] prefix, byte[] body) {
        if (!(key instanceof WebhookVerificationKey.Public publicKey)) {
            return "signed with an ed25519 key (whsk_), but a shared secret was given: give the public key (whpk_)";
        }
        if (publicKey.verifies(signature, prefix, body)) {
            return null;
        }
        return explainMismatch(body, other -> publicKey.verifies(signature, prefix, other));
    }

    /** Tests whether a body is the one that was signed. */
    @FunctionalInterface
    private interface BodyPredicate {
        boolean isSigned(byte[] body);
    }

    /** Returns the usual change of the body that explains the mismatch, else a message about another secret. */
    private static String explainMismatch(byte[] body, BodyPredicate test) {
        for (Map.Entry<String, byte[]> variant : variants(body).entrySet()) {
            if (test.isSigned(variant.getValue())) {
                return "the secret is right, but the body was changed: " + variant.getKey();
            }
        }
        return "signed with another secret, or the body, webhook-id or webhook-timestamp was changed in transit";
    }

    private static Map<String, byte[]> variants(byte[] body) {
        Map<String, byte[]> variants = new LinkedHashMap<>();
        String text = new String(body, StandardCharsets.ISO_8859_1);
        for (String end : List.of("\r\n", "\n")) {
            if (text.endsWith(end)) {
                variants.putIfAbsent("a line end was added",
                        Arrays.copyOf(body, body.length - end.length()));
            }
        }
        variants.put("its last line end was removed", (text + "\n").getBytes(StandardCharsets.ISO_8859_1));
        if (body.length > BYTE_ORDER_MARK.length && Arrays.equals(body, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
            variants.put("a byte order mark was added", Arrays.copyOfRange(body, 3, body.length));
        }
        if (text.indexOf('\n') >= 0) {
            variants.put("its line ends were converted to CR LF",
                    text.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        try {
            variants.put("it was parsed and serialized again; verify the bytes as received",
                    StrictJson.mapper().writeValueAsBytes(StrictJson.tree(body)));
        } catch (InvalidJsonException | JsonProcessingException e) {
            // Not JSON, so it was not parsed.
        }
        return variants;
    }

    private SignatureVerdict verifyTwenty(WebhookHeaders headers, byte[] body, Instant now) {
        String timestamp = headers.text(TWENTY_TIMESTAMP_HEADER);
        if (!SECONDS.matcher(timestamp).matches() && !timestamp.matches("[0-9]{13}")) {
            return new InvalidSignature(
                    "header " + TWENTY_TIMESTAMP_HEADER + " is not a number of milliseconds since 1970",
                    List.of());
        }
        if (!(key instanceof WebhookVerificationKey.Hmac hmac)) {
            return new InvalidSignature(
                    "signed with a shared secret (profile twenty), but a public key was given: give the shared"
                            + " secret",
                    List.of());
        }
        byte[] prefix = (timestamp + ":").getBytes(StandardCharsets.US_ASCII);
        byte[] signature;
        try {
            signature = HexFormat.of().parseHex(headers.text(TWENTY_HEADER).trim());
        } catch (IllegalArgumentException e) {
            return new InvalidSignature(
                    "header " + TWENTY_HEADER + " is malformed: use " + 2 * HMAC_BYTES + " hexadecimal digits",
                    List.of());
        }
        if (!hmac.verifies(signature, prefix, body)) {
            String mistake = hmac.mistake(signature, prefix, body);
            return new InvalidSignature(mistake != null
                    ? "signed with another key: " + mistake
                    : explainMismatch(body, other -> hmac.verifies(signature, prefix, other)), List.of());
        }
        return verifyTime(Instant.ofEpochMilli(Long.parseLong(timestamp)), now, List.of());
    }

    private static SignatureVerdict verifyGrafeno(WebhookVerificationKey.Public publicKey, byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1);
        Matcher first = GRAFENO_SIGNATURE.matcher(text);
        if (!first.lookingAt()) {
            return new UnverifiedSignature(
                    "an RSA key verifies bodies of profile grafeno, which begin with {\"signature\":\"");
        }
        String member = first.group();
        String base64 = member.substring("{\"signature\":\"".length(), member.length() - 2).replace("\\n", "");
        byte[] signed = ("{" + text.substring(first.end())).getBytes(StandardCharsets.ISO_8859_1);
        try {
            byte[] signature = Base64.getDecoder().decode(base64);
            return publicKey.verifies(signature, signed)
                    ? new ValidSignature("verified", List.of())
                    : new InvalidSignature(explainMismatch(signed, other -> publicKey.verifies(signature, other)),
                            List.of());
        } catch (IllegalArgumentException e) {
            return new InvalidSignature("the signature in the body is not base64", List.of());
        }
    }

    private static String hint(String name, byte[] body) {
        return name.equals(SIGNATURE_HEADER)
                && new String(body, 0, Math.min(body.length, 14), StandardCharsets.ISO_8859_1)
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

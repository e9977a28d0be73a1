package dev.carteiro.it.guide;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Genuine requests of every signed profile, and modified ones. Built once, by one thread. */
final class VerificationCases {
    private static final String WHSEC = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String PLAIN = "segredo-não-base64";
    private static final Duration BEYOND_TOLERANCE = Duration.ofSeconds(400);

    private static final String DATA = "{\"id\": \"abc\", \"name\": \"João \\u00e9 \\\"Zé\\\"\", \"amount\": 1.50}";
    private static final String EVENT = "{\"event\": \"registration.approved\", \"data\": " + DATA + "}";

    private final List<VerificationCase> cases = new ArrayList<>();
    private final CarteiroSender carteiro;
    private final Instant now = Instant.now();

    private VerificationCases(CarteiroSender carteiro) {
        this.carteiro = carteiro;
    }

    static List<VerificationCase> all() {
        try (CarteiroSender carteiro = new CarteiroSender()) {
            VerificationCases all = new VerificationCases(carteiro);
            all.standard();
            all.ed25519();
            all.twenty();
            all.grafeno();
            all.token();
            all.cloudEvents();
            return List.copyOf(all.cases);
        }
    }

    private void standard() {
        for (String profile : List.of("standard", "catalisa", "checkmob", "raw", "cloudevents", "cloudevents-binary")) {
            expect("genuine " + profile, "standard", sent(profile, now, WHSEC), WHSEC, true);
        }
        expect("a secret without whsec_", "standard", sent("standard", now, PLAIN), PLAIN, true);
        CapturedRequest rotating = sent("standard", now, WHSEC, Keys.ed25519().whsk(), PLAIN);
        expect("rotating, the old secret", "standard", rotating, WHSEC, true);
        expect("rotating, the new secret", "standard", rotating, PLAIN, true);
        expect("rotating, another secret", "standard", rotating, OTHER, false);
        refuses("standard", at -> sent("standard", at, WHSEC), "webhook-", WHSEC, OTHER);
    }

    private void ed25519() {
        Keys keys = Keys.ed25519();
        expect("genuine", "ed25519", sent("standard", now, keys.whsk()), keys.whpk(), true);
        expect("one of three", "ed25519", sent("standard", now, WHSEC, Keys.ed25519().whsk(), keys.whsk()),
                keys.whpk(), true);
        refuses("ed25519", at -> sent("standard", at, keys.whsk()), "webhook-", keys.whpk(), Keys.ed25519().whpk());
    }

    private void twenty() {
        expect("genuine", "twenty", sent("twenty", now, PLAIN), PLAIN, true);
        expect("with a whsec_", "twenty", sent("twenty", now, WHSEC), WHSEC, true);
        expect("genuine twenty", "standard", sent("twenty", now, PLAIN), PLAIN, true);
        refuses("twenty", at -> sent("twenty", at, PLAIN), "x-twenty-webhook-", PLAIN, "other");
    }

    /** @param prefix of the headers of the signature */
    private void refuses(String scheme, Function<Instant, CapturedRequest> sent, String prefix, String secret,
            String other) {
        CapturedRequest genuine = sent.apply(now);
        String signature = prefix + "signature";
        String timestamp = prefix + "timestamp";
        expect("unchanged", scheme, genuine, secret, true);
        expect("body changed", scheme, genuine.withBody("\"name\"", "\"nome\""), secret, false);
        expect("timestamp changed", scheme, genuine.later(timestamp), secret, false);
        expect("timestamp missing", scheme, genuine.without(timestamp), secret, false);
        expect("timestamp not a number", scheme, genuine.with(timestamp, "now"), secret, false);
        expect("secret wrong", scheme, genuine, other, false);
        expect("signature missing", scheme, genuine.without(signature), secret, false);
        expect("signature empty", scheme, genuine.with(signature, ""), secret, false);
        expect("signature garbage", scheme, genuine.with(signature, "x v1,%% v1a,%% v1a,AAAA v1a, é"), secret, false);
        expect("genuine, but old", scheme, sent.apply(now.minus(BEYOND_TOLERANCE)), secret, false);
        expect("genuine, but from the future", scheme, sent.apply(now.plus(BEYOND_TOLERANCE)), secret, false);
        if (prefix.equals("webhook-")) {
            expect("id changed", scheme, genuine.with("webhook-id", "dlv_2"), secret, false);
        }
    }

    private void grafeno() {
        Keys keys = Keys.rsa();
        CapturedRequest genuine = sent("grafeno", now, keys.privatePem());
        expect("genuine", "grafeno", genuine, keys.publicPem(), true);
        expect("another time, which is not signed", "grafeno", genuine.later("webhook-timestamp"), keys.publicPem(),
                true);
        expect("data changed", "grafeno", genuine.withBody("\"name\"", "\"nome\""), keys.publicPem(), false);
        expect("change changed", "grafeno", genuine.withBody("approved", "rejected"), keys.publicPem(), false);
        expect("key wrong", "grafeno", genuine, Keys.rsa().publicPem(), false);
        expect("no signature", "grafeno", new CapturedRequest(Map.of(), "{\"change\":\"approved\"}"), keys.publicPem(),
                false);
        expect("signature garbage", "grafeno", new CapturedRequest(Map.of(), "{\"signature\":\"%%\\n\",\"change\":1}"),
                keys.publicPem(), false);
        CapturedRequest both = sent("grafeno", now, keys.privatePem(), WHSEC);
        expect("with an additional HMAC", "standard", both, WHSEC, true);
        expect("with an additional HMAC, time changed", "standard", both.later("webhook-timestamp"), WHSEC, false);
    }

    private void token() {
        CapturedRequest genuine = sent("checkmob", now);
        expect("genuine", "token", genuine, "tk_9f2c", true);
        expect("token wrong", "token", genuine, "tk_9f2d", false);
        expect("token longer", "token", genuine, "tk_9f2c ", false);
        expect("token missing", "token", genuine.without("x-token"), "tk_9f2c", false);
    }

    private void cloudEvents() {
        Map<String, String> attributes = Map.of("specversion", "1.0", "id", "evt_1", "type", "a.b", "source", "crm",
                "datacontenttype", "application/json", "myext", "João 50% 1+1");
        for (String mode : List.of("structured", "binary")) {
            CapturedRequest sent = carteiro.sends(mode.equals("binary") ? "cloudevents-binary" : "cloudevents",
                    CarteiroSender.delivery("dlv_1", "a.b", attributes, DATA), now);
            cases.add(new VerificationCase("read", "cloudevent-" + mode, sent, "", "evt_1 a.b crm João 50% 1+1 abc"));
        }
    }

    private CapturedRequest sent(String profile, Instant at, String... secrets) {
        return carteiro.sends(profile, CarteiroSender.delivery("dlv_1", "registration.approved", Map.of(), EVENT), at,
                secrets);
    }

    private void expect(String name, String scheme, CapturedRequest request, String secret, boolean accepted) {
        cases.add(new VerificationCase(name, scheme, request, secret, Boolean.toString(accepted)));
    }
}

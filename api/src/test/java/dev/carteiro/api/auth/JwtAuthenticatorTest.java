package dev.carteiro.api.auth;

import static dev.carteiro.api.auth.TestAuthenticator.ISSUER;
import static dev.carteiro.api.auth.TestAuthenticator.NOW;
import static dev.carteiro.api.auth.TestAuthenticator.assertRefused;
import static dev.carteiro.api.auth.TestAuthenticator.claims;
import static dev.carteiro.api.auth.TestAuthenticator.enter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which tokens are accepted, as which caller, and the messages for the others. */
class JwtAuthenticatorTest {
    private static final Caller ANA = new Caller("ana", null, Set.of(Scope.READ));

    private static String with(String claim, String value) {
        return ISSUER.rsa(TestTokenIssuer.RSA_HEADER, claims(claim, value));
    }

    @Test
    void believesEachAlgorithm() {
        assertThat(enter(ISSUER.rsa(TestTokenIssuer.RSA_HEADER, TestAuthenticator.CLAIMS))).isEqualTo(ANA);
        assertThat(enter(ISSUER.ec(TestTokenIssuer.EC_HEADER, TestAuthenticator.CLAIMS))).isEqualTo(ANA);
        assertThat(enter(ISSUER.ed(TestTokenIssuer.ED_HEADER, TestAuthenticator.CLAIMS))).isEqualTo(ANA);
        assertThat(
                enter(ISSUER.ed("{\"alg\":\"Ed25519\",\"kid\":\"ed\",\"typ\":\"at+JWT\"}", TestAuthenticator.CLAIMS)))
                .isEqualTo(ANA);
    }

    @Test
    void doesWithoutAKeyIdWhereOneKeyOnlyFits() {
        String token = ISSUER.rsa("{\"alg\":\"RS256\",\"typ\":\"JWT\"}", TestAuthenticator.CLAIMS);
        assertThat(enter(token)).isEqualTo(ANA);

        String two = "{\"keys\":[" + ISSUER.rsaJwk("one") + "," + new TestTokenIssuer().rsaJwk("two") + "]}";
        assertThatThrownBy(() -> enter(two, token))
                .hasMessage("the token names no key: its kid is required, unless one key only fits its alg");
    }

    @Test
    void readsScopesFromAStringOrAnArrayAndLeavesThoseOfOthersAlone() {
        assertThat(enter(with("scope",
                "\"openid webhooks-engine/create:subscriptions webhooks-engine/manage:subscriptions\"")).scopes())
                .containsExactlyInAnyOrder(Scope.CREATE, Scope.MANAGE);
        assertThat(enter(with("scp", "[\"webhooks-engine/manage:subscriptions\",\"other\"]")).scopes())
                .containsExactlyInAnyOrder(Scope.READ, Scope.MANAGE);
        assertThat(enter(with("scope", "")).scopes()).isEmpty();
        assertThat(enter(with("scope", "\"read WEBHOOKS-ENGINE/READ:SUBSCRIPTIONS\"")).scopes()).isEmpty();
    }

    /** Nor is what has the same text as a scope, or would have it in Jackson's eyes. */
    @ParameterizedTest
    @ValueSource(strings = {"7", "null", "{}", "true", "[7]", "[null]",
            "[\"webhooks-engine/read:subscriptions\", null]",
            "[[\"webhooks-engine/read:subscriptions\"]]"})
    void refusesScopesThatAreNotStrings(String scopes) {
        assertRefused(with("scope", scopes))
                .hasMessage("the token's scope must be a string of scopes with spaces between"
                        + " them, or an array of strings");
    }

    @Test
    void confinesToATenant() {
        assertThat(enter(with("tenant", "\"acme\"")).tenant()).isEqualTo("acme");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "null", "7", "[]", "[\"acme\"]", "{}", "false", "\"a\\nb\"",
            "\"\\ud800\"", "1e2", "[null]", "\"\\u2003\""})
    void neverTakesATenantThatMakesNoSenseForNone(String tenant) {
        assertRefused(with("tenant", tenant)).hasMessage(
                "the token's tenant must be a string of 1 to 256 characters without control characters, and not blank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "7", "null"})
    void wantsToKnowWhoItIs(String subject) {
        assertRefused(with("sub", subject))
                .hasMessage(
                        "the token's sub must be a string of 1 to 256 characters without control characters, and not blank");
    }

    @Test
    void allowsForClocksThatDifferALittle() {
        assertThat(enter(with("exp", Long.toString(NOW - 29)))).isEqualTo(ANA);
        assertThat(enter(with("nbf", Long.toString(NOW + 30)))).isEqualTo(ANA);
        assertThat(enter(with("iat", NOW + 30 + ".5"))).isEqualTo(ANA);
    }

    @Test
    void refusesWhatIsExpiredOrNotYetValid() {
        assertRefused(with("exp", Long.toString(NOW - 30))).hasMessage("the token has expired: get a new one");
        assertRefused(with("exp", "0")).hasMessage("the token has expired: get a new one");
        assertRefused(with("nbf", Long.toString(NOW + 31)))
                .hasMessage("the token is not valid yet: look at nbf and iat, and at the clocks");
        assertRefused(with("iat", Long.toString(NOW + 31)))
                .hasMessage("the token is not valid yet: look at nbf and iat, and at the clocks");
    }

    @Test
    void refusesATokenThatNeverExpires() {
        assertRefused(with("exp", "")).hasMessage("the token does not say when it expires: exp is required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"1739201510\"", "true", "[1739201510]", "-1", "253402300800", "1e99999999",
            "1e999999999"})
    void refusesTimesThatAreNone(String time) {
        assertRefused(with("exp", time))
                .hasMessage("the token's exp is no time: seconds since 1970, as a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"https://id.example/\"", "\"HTTPS://id.example\"", "null",
            "[\"https://id.example\"]"})
    void refusesAnotherIssuer(String issuer) {
        assertRefused(with("iss", issuer))
                .hasMessage("the token is from another issuer: its iss must be https://id.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"carteir\"", "\"Carteiro\"", "\"carteiro other\"", "[]", "[\"other\"]",
            "[[\"carteiro\"]]",
            "{\"carteiro\":1}", "null"})
    void refusesAnotherAudience(String audience) {
        assertRefused(with("aud", audience))
                .hasMessage("the token is meant for another audience: its aud must be or hold carteiro");
    }

    @Test
    void takesOneOfSeveralAudiences() {
        assertThat(enter(with("aud", "[\"other\",\"carteiro\"]"))).isEqualTo(ANA);
    }
}

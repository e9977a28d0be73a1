package dev.carteiro.api.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.carteiro.schemas.json.JsonValues;
import dev.carteiro.schemas.json.StrictJson;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the claims of a token whose signature is good into a caller: RFC 7519 section 4.1, RFC 8693 section 4.2.
 * Immutable.
 *
 * <p>A claim that is there and makes no sense refuses the token; above all a {@code tenant}, because reading it as
 * "none" would open everything to who should see little.
 */
final class Claims {
    private static final BigDecimal LATEST = BigDecimal.valueOf(Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());
    private static final int LONGEST_NAME = 256;

    private final JsonNode claims;
    private final TokenRules rules;

    Claims(JsonNode claims, TokenRules rules) {
        this.claims = claims;
        this.rules = rules;
    }

    Caller caller(Instant now) {
        requireIssuerAndAudience();
        requireTime(now);
        return new Caller(name("sub", claims.path("sub")), tenant(), scopes());
    }

    private void requireIssuerAndAudience() {
        if (!rules.issuer().equals(claims.path("iss").textValue())) {
            throw new UnauthenticatedException("the token is from another issuer: its iss must be " + rules.issuer());
        }
        JsonNode audience = claims.path("aud");
        List<JsonNode> given = new ArrayList<>();
        if (audience.isArray()) {
            audience.forEach(given::add);
        } else {
            given.add(audience);
        }
        if (given.stream().noneMatch(one -> rules.audience().equals(one.textValue()))) {
            throw new UnauthenticatedException(
                    "the token is meant for another audience: its aud must be or hold " + rules.audience());
        }
    }

    private void requireTime(Instant now) {
        Duration skew = rules.skew();
        Instant expiry = time("exp");
        if (expiry == null) {
            throw new UnauthenticatedException("the token does not say when it expires: exp is required");
        }
        if (!now.isBefore(expiry.plus(skew))) {
            throw new UnauthenticatedException("the token has expired: get a new one");
        }
        Instant notBefore = time("nbf");
        Instant issued = time("iat");
        Instant latest = now.plus(skew);
        if ((notBefore != null && notBefore.isAfter(latest)) || (issued != null && issued.isAfter(latest))) {
            throw new UnauthenticatedException("the token is not valid yet: look at nbf and iat, and at the clocks");
        }
    }

    /** Compared before it is converted: {@code 1e999999999} would take all the memory there is. */
    private @Nullable Instant time(String name) {
        JsonNode claim = claims.path(name);
        if (claim.isMissingNode()) {
            return null;
        }
        BigDecimal seconds = JsonValues.decimal(claim);
        if (seconds == null || seconds.signum() < 0 || seconds.compareTo(LATEST) > 0) {
            throw new UnauthenticatedException("the token's " + name + " is no time: seconds since 1970, as a number");
        }
        return Instant.ofEpochSecond(seconds.longValue());
    }

    private @Nullable String tenant() {
        JsonNode tenant = claims.path("tenant");
        return tenant.isMissingNode() ? null : name("tenant", tenant);
    }

    private static String name(String claim, JsonNode value) {
        String text = value.textValue();
        if (text == null || text.isBlank() || text.length() > LONGEST_NAME
                || text.chars().anyMatch(Character::isISOControl) || !StrictJson.hasUtf8(text)) {
            throw new UnauthenticatedException("the token's " + claim + " must be a string of 1 to " + LONGEST_NAME
                    + " characters without control characters, and not blank");
        }
        return text;
    }

    /** Of {@code scope} and {@code scp} together; scopes of others are no business of ours. */
    private Set<Scope> scopes() {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String claim : List.of("scope", "scp")) {
            JsonNode value = claims.path(claim);
            if (value.isTextual()) {
                List.of(value.textValue().split(" ", -1)).forEach(text -> Scope.ofText(text).ifPresent(scopes::add));
            } else if (value.isArray() && JsonValues.texts(value).size() == value.size()) {
                JsonValues.texts(value).forEach(text -> Scope.ofText(text).ifPresent(scopes::add));
            } else if (!value.isMissingNode()) {
                throw new UnauthenticatedException("the token's " + claim
                        + " must be a string of scopes with spaces between them, or an array of strings");
            }
        }
        return scopes;
    }
}

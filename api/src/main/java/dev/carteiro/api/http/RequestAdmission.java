package dev.carteiro.api.http;

import dev.carteiro.api.auth.Authenticator;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.auth.UnauthenticatedException;
import dev.carteiro.api.jsonapi.ApiError;
import dev.carteiro.api.jsonapi.ApiError.ErrorSource;
import dev.carteiro.api.jsonapi.ErrorCode;
import dev.carteiro.api.jsonapi.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Finds out who asks, and whether they ask too often. Safe for any thread. */
final class RequestAdmission {
    private static final String AUTHORIZATION = "Authorization";
    private static final String FORWARDED = "X-Forwarded-For";

    private final Authenticator authenticator;
    private final RateLimiter limiter;
    private final RejectedTokenLimiter badTokens;
    private final ClientAddress addresses;

    RequestAdmission(Authenticator authenticator, HttpLimits limits, LongSupplier nanoClock) {
        this.authenticator = authenticator;
        limiter = new RateLimiter(limits.perSecond(), nanoClock);
        badTokens = new RejectedTokenLimiter(limits.badTokensPerSecond(), nanoClock);
        addresses = new ClientAddress(limits.proxies());
    }

    /** @throws ApiException if it is nobody, or too often */
    Caller admit(HttpServletRequest request) {
        List<String> authorizations = Collections.list(request.getHeaders(AUTHORIZATION));
        if (authorizations.size() > 1) {
            throw ApiException.header(ErrorCode.MALFORMED_REQUEST, AUTHORIZATION,
                    "the request has " + authorizations.size() + " of them; send one");
        }
        Caller caller = authorizations.isEmpty()
                ? withoutToken()
                : withToken(address(request), authorizations.getFirst());
        if (!authorizations.isEmpty()) {
            JettyConfiguration.authenticated(request);
        }
        limiter.take(caller.account());
        return caller;
    }

    /** Whom a request comes from; empty where that cannot be told. */
    String address(HttpServletRequest request) {
        return addresses.of(request.getRemoteAddr(), Collections.list(request.getHeaders(FORWARDED)));
    }

    private Caller withoutToken() {
        try {
            return authenticator.authenticate(null);
        } catch (UnauthenticatedException e) {
            throw refusal(e);
        }
    }

    private Caller withToken(String address, String authorization) {
        badTokens.admit(address, authorization);
        try {
            Caller caller = authenticator.authenticate(authorization);
            badTokens.wasGood(authorization);
            return caller;
        } catch (UnauthenticatedException e) {
            badTokens.wasBad(address, authorization);
            throw refusal(e);
        }
    }

    private static ApiException refusal(UnauthenticatedException e) {
        return new ApiException(List.of(new ApiError(ErrorCode.UNAUTHENTICATED, String.valueOf(e.getMessage()),
                new ErrorSource.Header(AUTHORIZATION))), Map.of("WWW-Authenticate", e.challenge()));
    }
}

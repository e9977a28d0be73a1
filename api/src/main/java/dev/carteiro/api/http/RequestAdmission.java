package dev.carteiro.api.http;

import dev.carteiro.api.auth.Authenticator;
import dev.carteiro.api.auth.Caller;
import dev.carteiro.api.auth.UnauthenticatedException;
import dev.carteiro.api.jsonapi.ApiError;
import dev.carteiro.api.jsonapi.ApiError.ErrorSource;
import dev.carteiro.api.jsonapi.ApiException;
import dev.carteiro.api.jsonapi.ErrorCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Authenticates requests and applies the rate limits. Safe for any thread. */
final class RequestAdmission {
    private static final String AUTHORIZATION = "Authorization";
    private static final String FORWARDED = "X-Forwarded-For";

    private final Authenticator authenticator;
    private final RateLimiter limiter;
    private final RejectedTokenLimiter rejectedTokens;
    private final ClientAddress addresses;

    RequestAdmission(Authenticator authenticator, HttpLimits limits, LongSupplier nanoClock) {
        this.authenticator = authenticator;
        limiter = new RateLimiter(limits.perSecond(), nanoClock);
        rejectedTokens = new RejectedTokenLimiter(limits.badTokensPerSecond(), nanoClock);
        addresses = new ClientAddress(limits.proxies());
    }

    /**
     * Returns the caller.
     *
     * @throws ApiException if the token is missing or invalid, or the caller exceeds its rate limit
     */
    Caller admit(HttpServletRequest request) {
        List<String> authorizations = Collections.list(request.getHeaders(AUTHORIZATION));
        if (authorizations.size() > 1) {
            throw ApiException.invalidHeader(ErrorCode.MALFORMED_REQUEST, AUTHORIZATION,
                    "the request has " + authorizations.size() + " Authorization headers; send one");
        }
        Caller caller = authorizations.isEmpty()
                ? authenticateWithoutToken()
                : authenticateWithToken(address(request), authorizations.getFirst());
        if (!authorizations.isEmpty()) {
            JettyConfiguration.markAuthenticated(request);
        }
        limiter.take(caller.account());
        return caller;
    }

    /** Returns the client's address; empty if it is unknown. */
    String address(HttpServletRequest request) {
        return addresses.of(request.getRemoteAddr(), Collections.list(request.getHeaders(FORWARDED)));
    }

    private Caller authenticateWithoutToken() {
        try {
            return authenticator.authenticate(null);
        } catch (UnauthenticatedException e) {
            throw unauthenticated(e);
        }
    }

    private Caller authenticateWithToken(String address, String authorization) {
        rejectedTokens.requireCapacity(address, authorization);
        try {
            Caller caller = authenticator.authenticate(authorization);
            rejectedTokens.recordValid(authorization);
            return caller;
        } catch (UnauthenticatedException e) {
            rejectedTokens.recordInvalid(address, authorization);
            throw unauthenticated(e);
        }
    }

    private static ApiException unauthenticated(UnauthenticatedException e) {
        return new ApiException(List.of(new ApiError(ErrorCode.UNAUTHENTICATED, String.valueOf(e.getMessage()),
                new ErrorSource.Header(AUTHORIZATION))), Map.of("WWW-Authenticate", e.challenge()));
    }
}

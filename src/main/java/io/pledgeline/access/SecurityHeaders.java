package io.pledgeline.access;

import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What browsers are told of every answer: the page runs its own files and calls its own server and the object store, an answer of the API does nothing. */
final class SecurityHeaders {

    private static final String PAGE = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self' %s; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
            + " frame-ancestors 'none'";
    private static final String API = "default-src 'none'; frame-ancestors 'none'; sandbox";

    private SecurityHeaders() {}

    /** @param store origin of the object store, to which the page sends the parts of large files */
    static Customizer<HeadersConfigurer<HttpSecurity>> all(String store) {
        HeaderWriter page = new ContentSecurityPolicyHeaderWriter(PAGE.formatted(store));
        HeaderWriter api = new ContentSecurityPolicyHeaderWriter(API);
        return headers -> headers.addHeaderWriter((request, response) ->
                        (BearerKeyFilter.isApi(request) ? api : page).writeHeaders(request, response))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                // Other hosts below this one's name are not ours to decide about.
                .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false));
    }
}

package io.pledgeline.access;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.withDefaults;

import io.pledgeline.http.ProblemAnswers;
import io.pledgeline.http.ProblemException;
import io.pledgeline.storage.PartSigner;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Which path needs which scope; everything outside {@code /api} is open, of the actuator only what is public. */
@Configuration(proxyBeanMethods = false)
class AccessRules {

    /** Checked by signature or secret; what such a sender has in Authorization is not a key of ours. */
    static final String S3_EVENTS = "/api/s3/events";

    private static final String READ = Scope.READ.authority();
    private static final String UPLOAD = Scope.UPLOAD.authority();
    private static final String ADMIN = Scope.ADMIN.authority();

    @Bean
    SecurityFilterChain accessChain(
            HttpSecurity http,
            ApiKeys keys,
            WebSessions sessions,
            RequestRates rates,
            ProblemAnswers answers,
            PartSigner store)
            throws Exception {
        SessionFilter sessionFilter = new SessionFilter(sessions, new Admission(rates, answers), answers);
        // The session filter has a check against forged requests of its own, of which a key needs none.
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(SecurityHeaders.all(store.origin()))
                .addFilterBefore(new BearerKeyFilter(keys, rates, answers), AnonymousAuthenticationFilter.class)
                .addFilterBefore(sessionFilter, AnonymousAuthenticationFilter.class)
                .exceptionHandling(failures -> failures.authenticationEntryPoint(unauthorized(answers))
                        .accessDeniedHandler(forbidden(answers)))
                .authorizeHttpRequests(requests -> requests
                        // The request itself was checked; these are its ends on other threads.
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(path(S3_EVENTS))
                        .permitAll()
                        .requestMatchers(path(HttpMethod.POST, "/api/merchants"))
                        .hasAuthority(KeyAuthentication.OPERATOR)
                        // Who may begin an upload may also look at what has arrived of it, and give it up.
                        .requestMatchers(
                                path(HttpMethod.GET, "/api/workbooks/*/parts"),
                                path(HttpMethod.DELETE, "/api/workbooks/*/presign"))
                        .hasAnyAuthority(UPLOAD, ADMIN)
                        .requestMatchers(
                                path("/api/keys/**"),
                                path("/api/operations"),
                                path("/api/webhooks/**"),
                                path("/api/deliveries/**"),
                                path("/api/email-recipients/**"),
                                path(HttpMethod.DELETE, "/api/**"))
                        .hasAuthority(ADMIN)
                        .requestMatchers(path(HttpMethod.GET, "/api/**"), path(HttpMethod.HEAD, "/api/**"))
                        .hasAnyAuthority(READ, ADMIN)
                        .requestMatchers(path("/api/**"))
                        .hasAnyAuthority(UPLOAD, ADMIN)
                        .requestMatchers(path("/actuator/health/**"), path("/actuator/prometheus"))
                        .permitAll()
                        .requestMatchers(path("/actuator/**"))
                        .denyAll()
                        .anyRequest()
                        .permitAll())
                .build();
    }

    private static RequestMatcher path(String pattern) {
        return withDefaults().matcher(pattern);
    }

    private static RequestMatcher path(HttpMethod method, String pattern) {
        return withDefaults().matcher(method, pattern);
    }

    private static AuthenticationEntryPoint unauthorized(ProblemAnswers answers) {
        return (request, response, failure) -> {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            String detail = "Send your API key in the header Authorization: Bearer.";
            answers.answer(response, new ProblemException(401, "UNAUTHORIZED", detail), "");
        };
    }

    private static AccessDeniedHandler forbidden(ProblemAnswers answers) {
        return (request, response, failure) -> {
            String detail = "This API key lacks the scope that this request needs.";
            answers.answer(response, new ProblemException(403, "FORBIDDEN", detail), "");
        };
    }
}

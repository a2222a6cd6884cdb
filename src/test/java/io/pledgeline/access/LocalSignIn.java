package io.pledgeline.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.HttpRequestHandler;

/** Signs in with the operator's key whoever knows the address that the local run prints. */
public final class LocalSignIn implements HttpRequestHandler {

    private final ApiKeys keys;
    private final WebSessions sessions;
    private final SessionSettings settings;
    private final Secret key;

    LocalSignIn(ApiKeys keys, WebSessions sessions, SessionSettings settings, Secret key) {
        this.keys = keys;
        this.sessions = sessions;
        this.settings = settings;
        this.key = key;
    }

    /** Adds it to an application that is about to start, and answers its path, which is another at each start. */
    public static String addTo(GenericApplicationContext context, String key) {
        String path = "/local/" + Secret.token().text();
        // A bean whose name is a path is what Spring MVC serves there.
        context.registerBean(
                path,
                LocalSignIn.class,
                () -> new LocalSignIn(
                        context.getBean(ApiKeys.class),
                        context.getBean(WebSessions.class),
                        context.getBean(SessionSettings.class),
                        new Secret(key)));
        return path;
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) {
        ApiKey operator = keys.find(key).orElseThrow();
        SessionCookie.set(request, response, sessions.open(operator), settings.life());
        response.setHeader("Cache-Control", "no-store");
        response.setStatus(302);
        response.setHeader("Location", "/");
    }
}

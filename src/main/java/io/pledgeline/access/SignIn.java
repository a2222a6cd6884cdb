package io.pledgeline.access;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pledgeline.http.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Exchanges an API key for the session of the page, tells about it and ends it.
 *
 * <p>In Java and not a route: a route is given no cookie, so that none reaches a log by way of its headers.
 */
@RestController
class SignIn {

    private static final String PATH = "/session";
    private static final int LONGEST = 4096;

    private final ApiKeys keys;
    private final WebSessions sessions;
    private final SessionSettings settings;
    private final FailedSignIns failed;
    private final ObjectMapper json;

    SignIn(ApiKeys keys, WebSessions sessions, SessionSettings settings, FailedSignIns failed, ObjectMapper json) {
        this.keys = keys;
        this.sessions = sessions;
        this.settings = settings;
        this.failed = failed;
        this.json = json;
    }

    /** The media type is one that no form of another site can send. */
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SessionDocument> open(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Secret key = key(request);
        failed.check(request.getRemoteAddr());
        Optional<ApiKey> found = keys.find(key);
        if (found.isEmpty()) {
            failed.note(request.getRemoteAddr());
            throw new ProblemException(401, "UNAUTHORIZED", "The API key is unknown or revoked.");
        }
        SessionCookie.read(request).ifPresent(sessions::end);
        Secret token = sessions.open(found.get());
        SessionDocument document = document(token);
        SessionCookie.set(request, response, token, settings.life());
        return ResponseEntity.status(201).cacheControl(CacheControl.noStore()).body(document);
    }

    @GetMapping(PATH)
    ResponseEntity<SessionDocument> show(HttpServletRequest request) {
        Secret token = SessionCookie.read(request).orElseThrow(SessionFilter::ended);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(document(token));
    }

    @DeleteMapping(PATH)
    ResponseEntity<Void> end(HttpServletRequest request, HttpServletResponse response) {
        Optional<Secret> token = SessionCookie.read(request);
        if (token.isPresent() && sessions.find(token.get()).isPresent()) {
            if (SessionCookie.isForged(request, token.get())) {
                throw SessionFilter.forged();
            }
            sessions.end(token.get());
        }
        SessionCookie.clear(request, response);
        return ResponseEntity.noContent().build();
    }

    private SessionDocument document(Secret token) {
        return sessions.find(token)
                .map(session -> SessionDocument.of(session, token))
                .orElseThrow(SessionFilter::ended);
    }

    private Secret key(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw new ProblemException(413, "TOO_LARGE", "The body is larger than " + LONGEST + " bytes.");
        }
        return json.readValue(body, Credentials.class).key();
    }
}

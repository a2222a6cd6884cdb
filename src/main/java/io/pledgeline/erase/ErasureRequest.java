package io.pledgeline.erase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pledgeline.http.ProblemException;
import io.pledgeline.platform.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads whose erasure is asked for: {@code {"email": …}} in the body, or {@code ?email=}. */
@Component
class ErasureRequest {

    private final ObjectMapper json;

    ErasureRequest(ObjectMapper json) {
        this.json = json;
    }

    private record Said(@Nullable String email) {}

    /** The address as addresses are compared. */
    public String email(@Body @Nullable String body, @Header("email") @Nullable String query)
            throws JsonProcessingException {
        String said = body == null || body.isBlank()
                ? query
                : json.readValue(body, Said.class).email();
        String email = said == null ? "" : PersonHashes.normalised(said);
        // What imports take for an address; a lone surrogate could not be told to the database.
        if (!EmailAddress.Check.looksDeliverable(email)
                || !StandardCharsets.UTF_8.newEncoder().canEncode(email)) {
            throw ProblemException.invalidParameter(
                    "email", "must be an e-mail address, best in the body: {\"email\": …}.");
        }
        return email;
    }

    /** Parameters of {@code start-erasure.sql}. */
    public Map<String, @Nullable Object> parameters(
            @Variable("merchant") Object merchant,
            @Variable("backer") @Nullable Object backer,
            @Variable("email") @Nullable Object email) {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("merchant", merchant.toString());
        parameters.put("backer", backer == null ? null : backer.toString());
        parameters.put("email", email == null ? null : email.toString());
        return parameters;
    }
}

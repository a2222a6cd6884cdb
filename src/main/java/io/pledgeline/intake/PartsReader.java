package io.pledgeline.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pledgeline.http.ProblemException;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.Body;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads which parts of a direct upload a request is about. */
@Component
class PartsReader {

    private final ObjectMapper json;

    PartsReader(ObjectMapper json) {
        this.json = json;
    }

    /** @param parts an array; null when the body has none, or is empty */
    private record Said(@Nullable JsonNode parts) {}

    /** The numbers of {@code {"parts": [1, 2]}}. */
    public SortedSet<Integer> numbers(@Body @Nullable String body) throws JsonProcessingException {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (JsonNode part : parts(body)) {
            numbers.add(number(part));
        }
        if (numbers.isEmpty()) {
            throw ProblemException.invalidParameter("parts", "must name the parts to sign by their numbers.");
        }
        return numbers;
    }

    /** The tags of {@code {"parts": [{"number": 1, "etag": "…"}]}} by number, without quotes; none when the body is empty. */
    public SortedMap<Integer, String> etags(@Body @Nullable String body) throws JsonProcessingException {
        SortedMap<Integer, String> etags = new TreeMap<>();
        for (JsonNode part : parts(body)) {
            JsonNode etag = part.path("etag");
            if (!part.isObject() || part.size() != 2 || !etag.isTextual()) {
                throw ProblemException.invalidParameter(
                        "parts", "must be of the form [{\"number\": 1, \"etag\": \"…\"}].");
            }
            if (etags.put(number(part.path("number")), bare(etag.asText())) != null) {
                throw ProblemException.invalidParameter("parts", "names a part twice.");
            }
        }
        return etags;
    }

    /** A tag without the quotes that stores put around it. */
    static String bare(String etag) {
        return etag.replace("\"", "");
    }

    static ProblemException wrongNumber(DirectUpload direct) {
        return ProblemException.invalidParameter(
                "parts", "are numbered from 1 to " + direct.parts() + " in this upload.");
    }

    private JsonNode parts(@Nullable String body) throws JsonProcessingException {
        Said said = body == null || body.isBlank() ? null : json.readValue(body, Said.class);
        JsonNode parts =
                said == null || said.parts() == null || said.parts().isNull() ? json.createArrayNode() : said.parts();
        if (!parts.isArray()) {
            throw ProblemException.invalidParameter("parts", "must be a list.");
        }
        return parts;
    }

    private static int number(JsonNode number) {
        if (!number.isIntegralNumber() || !number.canConvertToInt() || number.asInt() < 1) {
            throw ProblemException.invalidParameter("parts", "are named by their numbers, from 1 on.");
        }
        return number.asInt();
    }
}

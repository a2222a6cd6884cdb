package io.pledgeline.intake;

import io.pledgeline.http.ProblemException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of an upload's query. A message's headers hold them too, but there a header may stand in for one. */
record Query(Map<String, String> values) {

    private static final Set<String> KNOWN =
            Set.of("filename", "campaign", "platform", "mode", "onError", "maxErrors", "start", "sheet", "corrects");

    /**
     * Reads a query.
     *
     * @param raw as it was sent
     * @throws ProblemException if a parameter is unknown, given twice or not decodable
     */
    static Query parse(@Nullable String raw) {
        Map<String, String> values = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            String[] parts = pair.split("=", 2);
            if (pair.isEmpty()) {
                continue;
            }
            if (!KNOWN.contains(parts[0])) {
                throw ProblemException.invalidParameter(
                        parts[0].matches("[A-Za-z0-9_-]{1,40}") ? parts[0] : "query",
                        "is not a parameter of this operation.");
            }
            if (values.put(parts[0], decoded(parts)) != null) {
                throw ProblemException.invalidParameter(parts[0], "is given twice.");
            }
        }
        return new Query(values);
    }

    static boolean knows(String name) {
        return KNOWN.contains(name);
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    private static String decoded(String[] parts) {
        try {
            return parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalidParameter(parts[0], "has a broken percent escape.");
        }
    }
}

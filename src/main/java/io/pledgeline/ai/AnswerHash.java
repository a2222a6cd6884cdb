package io.pledgeline.ai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Names what was asked, so that the same question is known again. */
final class AnswerHash {

    private static final JsonMapper JSON = new JsonMapper();

    private AnswerHash() {}

    static String of(
            AiSettings settings, String prompt, List<String> answers, List<String> headers, List<String> cells) {
        try {
            byte[] asked = JSON.writeValueAsString(
                            List.of(settings.baseUrl(), settings.model(), prompt, answers, headers, cells))
                    .getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(asked));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

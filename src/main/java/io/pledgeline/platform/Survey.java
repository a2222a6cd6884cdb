package io.pledgeline.platform;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A backer's answers.
 *
 * @param answeredAt null when the file does not say
 * @param answers question, as the header spells it, to answer, as the cell spells it; unanswered questions are absent
 */
public record Survey(@Nullable Instant answeredAt, Map<String, String> answers) {}

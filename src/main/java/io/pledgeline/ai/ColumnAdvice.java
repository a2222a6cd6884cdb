package io.pledgeline.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.pledgeline.platform.Choices;
import io.pledgeline.platform.Proposal;
import io.pledgeline.platform.Proposal.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks the model about the columns of which nothing else is sure; without it the analysis goes on. */
@Component
class ColumnAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ColumnAdvice.class);

    /** More columns than that are a survey, and would not fit into an answer. */
    private static final int MOST_COLUMNS = 100;

    private final AiSettings settings;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    ColumnAdvice(AiSettings settings) {
        this.settings = settings;
    }

    /** Whether there is somebody to ask, and something. */
    public boolean isWanted(@Variable("proposal") Proposal proposal) {
        return settings.isConfigured() && !asked(proposal).isEmpty();
    }

    public Question question(@Variable("proposal") Proposal proposal, @Variable("job") UUID job) {
        List<Proposal.Column> columns = shown(proposal);
        Map<String, String> free = ColumnPrompt.free(proposal);
        return new Question(
                ids.generate(),
                job,
                Question.Purpose.COLUMNS,
                null,
                null,
                0,
                columns.stream().map(column -> Mask.header(column.header())).toList(),
                ColumnPrompt.SYSTEM,
                ColumnPrompt.user(columns, free),
                ColumnPrompt.schema(free.keySet()).toString());
    }

    private static List<Proposal.Column> asked(Proposal proposal) {
        return proposal.unsure().stream().limit(MOST_COLUMNS).toList();
    }

    /** The columns as the model may see them. */
    private static List<Proposal.Column> shown(Proposal proposal) {
        boolean isPersonal = Mask.isPersonal(
                proposal.columns().stream().map(Proposal.Column::header).toList());
        return asked(proposal).stream()
                .map(column -> isPersonal ? masked(column) : column)
                .toList();
    }

    private static Proposal.Column masked(Proposal.Column column) {
        return new Proposal.Column(
                Mask.sample(column.header()),
                column.occurrence(),
                column.field(),
                column.confidence(),
                column.source(),
                column.reason(),
                column.samples());
    }

    /** What the model suggests; nothing, and the variable {@code advice} says so, if it did not or cannot be understood. */
    public List<Suggestion> suggestions(
            Exchange exchange, @Variable("proposal") Proposal proposal, @Variable("reply") Reply reply) {
        if (reply instanceof Reply.Answered answered) {
            try {
                return read(answered.text(), proposal);
            } catch (UnusableAnswer e) {
                LOG.warn("{} about columns", e.getMessage());
            }
        }
        return nothing(exchange);
    }

    /** No suggestions, because the model could not be asked. */
    public List<Suggestion> nothing(Exchange exchange) {
        exchange.setVariable("advice", "AI_UNAVAILABLE");
        return List.of();
    }

    private static List<Suggestion> read(String text, Proposal proposal) {
        JsonNode answer = AnswerText.read(text);
        if (!answer.path("columns").isArray()) {
            throw new UnusableAnswer("The answer does not fit the schema");
        }
        List<Proposal.Column> columns = asked(proposal);
        Set<String> free = ColumnPrompt.free(proposal).keySet();
        Set<String> taken = new HashSet<>();
        Set<Integer> answered = new HashSet<>();
        List<Suggestion> suggestions = new ArrayList<>();
        for (JsonNode column : answer.get("columns")) {
            int id = column.path("id").canConvertToInt() ? column.path("id").asInt() : 0;
            String field = column.path("field").asText();
            double confidence = column.path("confidence").asDouble(-1);
            boolean isKnown = id > 0 && id <= columns.size() && free.contains(field) && confidence >= 0;
            if (isKnown && (Choices.isShared(field) || taken.add(field)) && answered.add(id)) {
                Proposal.Column about = columns.get(id - 1);
                suggestions.add(new Suggestion(about.header(), about.occurrence(), field, Math.min(confidence, 1)));
            }
        }
        return suggestions;
    }
}

package io.pledgeline.ai;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.pledgeline.ai.Batch.Claim;
import io.pledgeline.ai.Outcome.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Decides whether the model is asked about a batch, and what becomes of the batch by its reply. */
@Component
class BatchJudge {

    private static final Logger LOG = LoggerFactory.getLogger(BatchJudge.class);

    /** Halves of halves: behind them the model must have shown that it can answer rows of this batch. */
    private static final int UNPROVEN_DEPTH = 2;

    private static final String BUDGET_SPENT = "AI_BUDGET_SPENT";

    /** Of one call. */
    private static final int MOST_CHARACTERS = 100_000;

    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(60);

    private final AiSettings settings;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    BatchJudge(AiSettings settings) {
        this.settings = settings;
    }

    /** What becomes of a batch without asking the model; null if it is to be asked. */
    public @Nullable Outcome before(@Variable("batch") Batch batch) {
        Claim claim = batch.claim();
        if (!batch.isOpen()) {
            return completed(batch, Map.of(), false);
        }
        if (claim.depth() > UNPROVEN_DEPTH && !claim.proven()) {
            return claim.undecided()
                    ? delayed(batch, settings.backOff(), false, false)
                    : completed(batch, Map.of(), false);
        }
        if (!settings.isConfigured()) {
            return failed(
                    batch, "AI_NOT_CONFIGURED", "No model is configured, but the mapping has columns that one reads.");
        }
        if (claim.tokens() >= settings.tokenBudget()) {
            return failed(
                    batch,
                    BUDGET_SPENT,
                    "The import has used " + claim.tokens() + " tokens of the model, and its budget is "
                            + settings.tokenBudget() + ": AI_TOKEN_BUDGET has to be raised before a retry.");
        }
        // Longer than a model reads, though none of its rows is: not a fault of any, so it is no deeper.
        return batch.characters() > MOST_CHARACTERS && batch.unanswered().size() > 1 ? split(batch, 0) : null;
    }

    public Question question(@Variable("batch") Batch batch) {
        List<AskedRow> rows = batch.unanswered();
        return new Question(
                ids.generate(),
                batch.claim().upload(),
                Question.Purpose.ROWS,
                batch.claim().chunk(),
                batch.claim().firstRow(),
                rows.size(),
                batch.headers(),
                RowPrompt.SYSTEM,
                RowPrompt.user(batch.headers(), rows),
                batch.form().text());
    }

    /** What becomes of a batch by the reply of the model. */
    public Outcome after(@Variable("batch") Batch batch, @Variable("reply") Reply reply) {
        if (reply instanceof Reply.Answered answered) {
            try {
                RowAnswers answers = new RowAnswers(batch.form(), batch.unanswered(), isHalved(batch));
                return completed(batch, answers.read(answered.text()), true);
            } catch (UnusableAnswer e) {
                return unusable(batch, String.valueOf(e.getMessage()));
            }
        }
        if (reply instanceof Reply.Unusable unusable) {
            return unusable(batch, unusable.why());
        }
        if (reply instanceof Reply.Refused refused) {
            if (refused.isForItsContent() && (isHalved(batch) || batch.claim().proven())) {
                return unusable(batch, "The provider refuses the request with status " + refused.status());
            }
            return failed(
                    batch,
                    "AI_UNAVAILABLE",
                    "The provider of the model refuses the request with status " + refused.status() + ".");
        }
        if (reply instanceof Reply.NotAsked notAsked) {
            return notAsked(batch, notAsked.providerIsAway());
        }
        return away(batch, (Reply.Away) reply);
    }

    private Outcome notAsked(Batch batch, boolean providerIsAway) {
        if (!providerIsAway) {
            return delayed(batch, settings.backOff(), false, false);
        }
        return isPatient(batch, settings.pause())
                ? delayed(batch, settings.pause(), false, false)
                : failed(batch, "AI_UNAVAILABLE", "The provider of the model has been away for too long.");
    }

    private Outcome away(Batch batch, Reply.Away away) {
        int attempts = batch.claim().attempts();
        Duration backOff = settings.backOff().multipliedBy(1L << Math.min(attempts - 1, 6));
        Duration wait = away.retryAfter() != null ? away.retryAfter() : shorter(backOff);
        LOG.warn(
                "Attempt {} at the rows from {} on: {}", attempts, batch.claim().firstRow(), away.why());
        if (attempts >= settings.maxAttempts() || !isPatient(batch, wait)) {
            return failed(batch, "AI_UNAVAILABLE", away.why() + ", at attempt " + attempts + ".");
        }
        return delayed(batch, wait, true, away.isForAll());
    }

    private static Duration shorter(Duration wait) {
        return wait.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : wait;
    }

    private boolean isPatient(Batch batch, Duration wait) {
        return wait.plusSeconds(batch.claim().seconds()).compareTo(settings.patience()) <= 0;
    }

    private Outcome unusable(Batch batch, String why) {
        List<AskedRow> open = batch.unanswered();
        boolean halved = isHalved(batch);
        LOG.warn(
                "{} for {} rows from {} on; {}",
                why,
                open.size(),
                batch.claim().firstRow(),
                halved ? "their halves are asked alone" : "they fail");
        return halved ? split(batch, 1) : completed(batch, Map.of(), false);
    }

    /** Whether the halves are asked if nothing can be made of the answer to the whole. */
    private static boolean isHalved(Batch batch) {
        Claim claim = batch.claim();
        return batch.unanswered().size() > 1 && (claim.depth() < UNPROVEN_DEPTH || claim.proven() || claim.undecided());
    }

    private static Outcome split(Batch batch, int deeper) {
        List<AskedRow> open = batch.unanswered();
        Claim claim = batch.claim();
        Map<String, Object> parameters = batch.parameters();
        parameters.put("half", (int) (open.get(open.size() / 2).number() - claim.firstRow()));
        parameters.put("rows", claim.size());
        parameters.put("deeper", deeper);
        return new Outcome(Kind.SPLIT, parameters);
    }

    /** @param answers of the model to this call; rows without any fail */
    private static Outcome completed(Batch batch, Map<Long, List<String>> answers, boolean usable) {
        List<Long> unusable = new ArrayList<>(batch.unaskable());
        batch.unanswered().stream()
                .map(AskedRow::number)
                .filter(row -> !answers.containsKey(row))
                .forEach(unusable::add);
        Map<Long, List<String>> all = new TreeMap<>(batch.known());
        all.putAll(answers);
        Map<String, Object> parameters = batch.parameters();
        parameters.put("usable", usable);
        parameters.put("answers", AnswerJson.answers(all, unusable));
        batch.keep(answers, parameters);
        return new Outcome(Kind.COMPLETED, parameters);
    }

    /** @param all whether the other batches wait as well */
    private static Outcome delayed(Batch batch, Duration delay, boolean counts, boolean all) {
        Map<String, Object> parameters = batch.parameters();
        parameters.put("delay", delay.toMillis() + " ms");
        parameters.put("counts", counts);
        parameters.put("all", all);
        return new Outcome(Kind.DELAYED, parameters);
    }

    private static Outcome failed(Batch batch, String code, String detail) {
        Map<String, Object> parameters = batch.parameters();
        parameters.put("code", code);
        // What is spent is spent for the whole upload.
        parameters.put("all", code.equals(BUDGET_SPENT));
        parameters.put("detail", detail);
        return new Outcome(Kind.FAILED, parameters);
    }
}

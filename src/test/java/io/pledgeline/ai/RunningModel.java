package io.pledgeline.ai;

import io.pledgeline.load.Export;
import io.pledgeline.load.Imports.Campaign;
import io.pledgeline.load.RunningImports;
import io.pledgeline.platform.Choices;
import io.pledgeline.platform.Choices.Choice;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.resilience4j.ResilienceProcessor;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The whole application with a model that it can ask, and imports whose rows that model reads. */
abstract class RunningModel extends RunningImports {

    static final String KEY = "sk-of-a-test";
    static final FakeModel MODEL = new FakeModel();

    @Autowired
    CamelContext camel;

    @DynamicPropertySource
    static void askTheFake(DynamicPropertyRegistry properties) {
        properties.add("ai.api-key", () -> KEY);
        properties.add("ai.base-url", MODEL::url);
        properties.add("ai.model", () -> "fake");
        properties.add("ai.timeout", () -> "1500ms");
        properties.add("ai.columns-timeout", () -> "1s");
        properties.add("ai.pause", () -> "300ms");
        properties.add("ai.back-off", () -> "50ms");
        properties.add("upkeep.sweep.period", () -> "300ms");
        properties.add("ai.calls-per-minute", () -> "100000");
    }

    @BeforeEach
    void forgetFaults() {
        MODEL.does(FakeModel::good);
        camel.getProcessor("ai-ask-guard", ResilienceProcessor.class).transitionToCloseState();
    }

    /** What a backer wrote, in a sentence that the model can read. */
    static String sentence(int n) {
        return "Backer %d <b%d@example.org> gave %d.50 EUR on 2026-03-%02d for %d x Mug"
                .formatted(n, n, 20 + n, 1 + n % 28, 1 + n % 3);
    }

    /** A file of a number, which nobody is to see, and what the backer wrote. */
    static Export sentences(int rows, IntFunction<String> sentence) {
        Export export = new Export("Internal", "What do you want?");
        for (int n = 1; n <= rows; n++) {
            export.add("hidden-" + n, sentence.apply(n));
        }
        return export;
    }

    UUID start(Export export) {
        return start(campaign, export);
    }

    /** Uploads the file and confirms that the model reads its second column. */
    UUID start(Campaign of, Export export, String... query) {
        UUID job = imports.upload(
                of,
                export,
                Stream.concat(Stream.of("start=manual"), Stream.of(query)).toArray(String[]::new));
        imports.until(() -> imports.document(job).get("phase").asText().equals("WAITING_FOR_MAPPING"));
        confirm(database, job);
        return job;
    }

    static void confirm(JdbcTemplate database, UUID job) {
        Choices choices = new Choices(
                "generic", List.of(new Choice("Internal", 1, "ignored"), new Choice("What do you want?", 1, "ai")));
        database.update("UPDATE csv_uploads SET choices = ?::json WHERE id = ?", choices.toJson(), job);
        database.update("UPDATE jobs SET phase = 'STORED', error = NULL WHERE id = ?", job);
    }

    int calls(UUID job) {
        return imports.number("SELECT count(*) FROM ai_calls WHERE job_id = ?", job);
    }
}

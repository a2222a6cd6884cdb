package io.pledgeline.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.pledgeline.load.CorpusCase.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs the cases of {@code intake/corpus/*.yaml}: each uploads a file over HTTP and looks at the tables. */
class CorpusTest extends RunningImports {

    private static final Path FOLDER = Path.of("src/test/resources/intake/corpus");

    private static final int AT_ONCE = 4;

    private static final List<String> THEMES =
            List.of("kickstarter", "indiegogo", "backerkit", "gamefound", "shapes", "decoding", "containers");

    /** Each case waits most of its time, so some of them are ahead of the one that is looked at. */
    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        ExecutorService ahead = Executors.newFixedThreadPool(AT_ONCE);
        Stream.Builder<DynamicTest> tests = Stream.builder();
        for (String theme : THEMES) {
            for (CorpusCase one : read(theme)) {
                CompletableFuture<Void> outcome = CompletableFuture.runAsync(() -> run(one), ahead);
                tests.add(DynamicTest.dynamicTest(theme + ": " + one.name(), () -> end(outcome)));
            }
        }
        ahead.shutdown();
        return tests.build();
    }

    private static void end(CompletableFuture<Void> outcome) throws Throwable {
        try {
            outcome.join();
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }

    private void run(CorpusCase one) {
        Imports.Campaign own = imports.newCampaign();
        run(own, new Step(one.input(), one.expect()));
        one.then().forEach(step -> run(own, step));
    }

    private void run(Imports.Campaign own, Step step) {
        CorpusUpload upload = new CorpusUpload(port, own);
        String id = upload.send(step.input());
        imports.until(() -> hasStopped(imports.document(UUID.fromString(id))));
        CorpusTables tables = new CorpusTables(database, own.slug());
        CorpusCheck.check(step.expect(), upload.job(id), upload.errors(id), tables.files(id), tables);
    }

    private static boolean hasStopped(JsonNode job) {
        return job.get("finishedAt").isTextual() || job.get("phase").asText().equals("WAITING_FOR_MAPPING");
    }

    @Test
    void everyFileOfTheCorpusIsAThemeAndReadable() throws IOException {
        Set<String> names = new HashSet<>();
        for (String theme : THEMES) {
            List<CorpusCase> cases = read(theme);
            assertThat(cases).as(theme).isNotEmpty();
            cases.forEach(one -> {
                assertThat(CorpusFile.bytes(one.input().content())).isNotEmpty();
                assertThat(names.add(theme + one.name()))
                        .as("two cases " + one.name())
                        .isTrue();
            });
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            THEMES.stream().map(theme -> theme + ".yaml").toList());
        }
    }

    private static List<CorpusCase> read(String theme) throws IOException {
        try {
            return CorpusCase.read(Files.readString(FOLDER.resolve(theme + ".yaml")));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(theme + ".yaml, " + e.getLocation(), e);
        }
    }
}

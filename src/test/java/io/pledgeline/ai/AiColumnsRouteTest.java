package io.pledgeline.ai;

import static org.assertj.core.api.Assertions.assertThat;

import io.pledgeline.platform.Proposal;
import io.pledgeline.platform.Proposal.Column;
import io.pledgeline.platform.Proposal.Source;
import io.pledgeline.platform.Proposal.Suggestion;
import io.pledgeline.platform.RowKind;
import java.util.List;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The model is asked about columns of which nothing else is sure, and sees no cell of them. */
class AiColumnsRouteTest extends RunningModel {

    private static final Proposal PROPOSAL = new Proposal(
            "generic",
            RowKind.PLEDGE,
            List.of(
                    new Column("Kontakt", 1, "backer.email", 0.9, Source.SIMILAR, "", List.of("anna@example.org")),
                    new Column(
                            "Wohnort",
                            1,
                            "ignored",
                            0.1,
                            Source.SIMILAR,
                            "",
                            List.of("Bad Tölz 83646", "Köln", "Ulm", "Bonn")),
                    new Column("Wohnort", 2, "ignored", 0.1, Source.SIMILAR, "", List.of()),
                    new Column("+49 170 1234567", 1, "ignored", 0.1, Source.SIMILAR, "", List.of("Zoe"))),
            List.of(),
            List.of());

    private Exchange ask(UUID job) {
        return producer.send("direct:ai-columns", exchange -> {
            exchange.setVariable("proposal", PROPOSAL);
            exchange.setVariable("job", job);
        });
    }

    private UUID job() {
        UUID job = imports.upload(campaign, sentences(1, RunningModel::sentence), "start=manual");
        imports.until(() -> imports.document(job).get("phase").asText().equals("WAITING_FOR_MAPPING"));
        return job;
    }

    @Test
    void suggestionsAreOfFreeFieldsAndKnownColumnsOnly() {
        MODEL.does((call, http) -> FakeModel.complete(http, """
                {"columns": [{"id": 1, "field": "address.city", "confidence": 0.8},
                    {"id": 2, "field": "address.city", "confidence": 0.8},
                    {"id": 3, "field": "ai", "confidence": 7},
                    {"id": 4, "field": "address.phone", "confidence": 0.8},
                    {"id": 2, "field": "backer.email", "confidence": 0.8},
                    {"id": 2, "field": "no.field", "confidence": 0.8}]}"""));
        UUID job = job();
        Exchange answer = ask(job);

        assertThat(answer.getMessage().getBody(List.class))
                .isEqualTo(List.of(
                        new Suggestion("Wohnort", 1, "address.city", 0.8),
                        new Suggestion("+49 170 1234567", 1, "ai", 1)));
        assertThat(answer.getVariable("advice")).isNull();
        assertThat(MODEL.calls()).singleElement().satisfies(call -> {
            assertThat(call.body().toString())
                    .contains("Xxx Xxxx 99999", "Xxxx", "+99 999 9999999")
                    .doesNotContain("Köln", "Tölz", "83646", "Zoe", "1234567", "Kontakt", "anna");
            assertThat(call.message().at("/columns/0/samples")).hasSize(3);
        });
        assertThat(database.queryForObject("SELECT ai_use(ARRAY[?]) #>> '{sent,0,purpose}'", String.class, job))
                .isEqualTo("COLUMNS");
    }

    @Test
    void whereARowOfDataTookThePlaceOfTheHeadersNoneOfThemIsSentNorKept() {
        Proposal proposal = new Proposal(
                "generic",
                RowKind.PLEDGE,
                List.of(
                        new Column("Anna Schmidt", 1, "ignored", 0.1, Source.SIMILAR, "", List.of("Bo Muster")),
                        new Column("Hauptstr. 7", 1, "ignored", 0.1, Source.SIMILAR, "", List.of("Ring 9")),
                        new Column("anna@example.org", 1, "backer.email", 0.9, Source.SIMILAR, "", List.of())),
                List.of(),
                List.of());
        MODEL.does((call, http) -> FakeModel.complete(
                http, "{\"columns\": [{\"id\": 2, \"field\": \"address.address1\", \"confidence\": 0.8}]}"));
        UUID job = job();
        Exchange answer = producer.send("direct:ai-columns", exchange -> {
            exchange.setVariable("proposal", proposal);
            exchange.setVariable("job", job);
        });

        assertThat(answer.getMessage().getBody(List.class))
                .isEqualTo(List.of(new Suggestion("Hauptstr. 7", 1, "address.address1", 0.8)));
        assertThat(MODEL.calls())
                .singleElement()
                .satisfies(call -> assertThat(call.body().toString())
                        .contains("Xxxx Xxxxxxx", "Xxxxxxxx. 9")
                        .doesNotContain("Anna", "Schmidt", "Hauptstr"));
        assertThat(database.queryForObject("SELECT ai_use(ARRAY[?])::text", String.class, job))
                .doesNotContain("Anna", "Hauptstr");
    }

    @Test
    void withoutAnAnswerTheAnalysisGoesOn() {
        UUID job = job();
        for (FakeModel.Behaviour fault : List.<FakeModel.Behaviour>of(
                FakeModel.failing(500),
                FakeModel.failing(401),
                (call, http) -> FakeModel.complete(http, "no"),
                (call, http) -> FakeModel.refuse(http),
                (call, http) ->
                        new java.util.concurrent.CountDownLatch(1).await(2, java.util.concurrent.TimeUnit.SECONDS))) {
            MODEL.does(fault);
            Exchange answer = ask(job);

            assertThat(answer.getException()).isNull();
            assertThat(answer.getMessage().getBody(List.class)).isEmpty();
            assertThat(answer.getVariable("advice")).isEqualTo("AI_UNAVAILABLE");
            assertThat(MODEL.calls()).hasSize(1);
        }
    }

    @Test
    void everyFieldThatIsOfferedCanBeChosen() {
        assertThat(ColumnPrompt.free(new Proposal("generic", RowKind.PLEDGE, List.of(), List.of(), List.of()))
                        .keySet())
                .allSatisfy(field -> assertThat(io.pledgeline.platform.Choices.isField(field))
                        .as(field)
                        .isTrue());
    }
}

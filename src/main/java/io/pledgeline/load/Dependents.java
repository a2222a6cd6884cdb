package io.pledgeline.load;

import io.pledgeline.platform.Item;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Survey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What hangs from the pledges and backers of a batch, once their ids are known: their items and their answers. */
public final class Dependents {

    private final Records backers;
    private final Records pledges;
    private final Map<String, String> products;
    private final Map<String, Object> parameters;
    private final Map<String, List<Item>> lines = new HashMap<>();
    private int newItems;
    private int newSurveys;

    final Tally items = new Tally();
    final Tally answers = new Tally();

    /** @param products ids by product key */
    Dependents(Map<String, Object> scope, Records backers, Records pledges, Map<String, String> products) {
        this.parameters = new HashMap<>(scope);
        this.backers = backers;
        this.pledges = pledges;
        this.products = products;
    }

    void clear() {
        lines.clear();
    }

    /** Takes a row that is one item of a pledge, to be added to the others. */
    void addLine(PledgeRow row) {
        lines.computeIfAbsent(row.pledge().externalId(), key -> new ArrayList<>())
                .addAll(row.items());
    }

    /** Parameters of {@code insert-items.sql}: what the inserted pledges contain. */
    public Map<String, Object> getNewItems() {
        Columns columns = new Columns("newItemPledges", "newItemProducts", "newItemQuantities", "newItemRows");
        pledges.rows().forEach((key, row) -> {
            if (!pledges.isKnown(key)) {
                quantities(key)
                        .forEach((product, quantity) -> columns.add(pledges.id(key), product, quantity, row.row()));
            }
        });
        columns.putInto(parameters);
        newItems = columns.size();
        return parameters;
    }

    /** Counts what {@code insert-items.sql} wrote. */
    public void insertedItems() {
        items.add(newItems, 0, 0);
    }

    /** Parameters of {@code upsert-items.sql} and {@code add-items.sql}: what the known pledges contain now, or more than before. */
    public Map<String, Object> getKnownItems() {
        Columns columns = new Columns("itemPledges", "itemProducts", "itemQuantities", "itemRows", "itemCounted");
        Columns pledged = new Columns("latestPledges");
        for (String key : lines.isEmpty() ? pledges.latest() : pledges.youngest()) {
            PledgeRow row = pledges.row(key);
            boolean counted = pledges.isCounted(key);
            pledged.add(pledges.id(key));
            quantities(key)
                    .forEach(
                            (product, quantity) -> columns.add(pledges.id(key), product, quantity, row.row(), counted));
        }
        columns.putInto(parameters);
        pledged.putInto(parameters);
        return parameters;
    }

    /** Pieces by the product's id. */
    private Map<String, Integer> quantities(String pledge) {
        List<Item> items = lines.isEmpty() ? pledges.row(pledge).items() : lines.getOrDefault(pledge, List.of());
        Map<String, Integer> quantities = new LinkedHashMap<>();
        for (Item item : items) {
            quantities.merge(Objects.requireNonNull(products.get(item.productKey())), item.quantity(), Integer::sum);
        }
        return quantities;
    }

    /** Takes the row of {@code upsert-items.sql} or {@code add-items.sql}. */
    public void writtenItems(List<Map<String, Object>> counts) {
        items.count(counts);
    }

    /** Parameters of {@code insert-surveys.sql}: what the inserted backers answered. */
    public Map<String, Object> getNewSurveys() {
        Columns columns = new Columns("newSurveyBackers", "newSurveyTimes", "newSurveyAnswers", "newSurveyRows");
        backers.rows().forEach((key, row) -> {
            Survey survey = row.survey();
            if (survey != null && !backers.isKnown(key)) {
                columns.add(backers.id(key), survey.answeredAt(), Json.objectOrEmpty(survey.answers()), row.row());
            }
        });
        columns.putInto(parameters);
        newSurveys = columns.size();
        return parameters;
    }

    /** Counts what {@code insert-surveys.sql} wrote. */
    public void insertedSurveys() {
        answers.add(newSurveys, 0, 0);
    }

    /** Parameters of {@code upsert-surveys.sql}; a known backer without answers may have taken back the ones we hold. */
    public Map<String, Object> getKnownSurveys() {
        Columns columns = new Columns("surveyBackers", "surveyTimes", "surveyAnswers", "surveyRows", "surveyCounted");
        for (String key : backers.latest()) {
            PledgeRow row = backers.row(key);
            Survey survey = row.survey();
            columns.add(
                    backers.id(key),
                    survey == null ? null : survey.answeredAt(),
                    survey == null ? "{}" : Json.objectOrEmpty(survey.answers()),
                    row.row(),
                    backers.isCounted(key));
        }
        columns.putInto(parameters);
        return parameters;
    }

    /** Takes the row of {@code upsert-surveys.sql}. */
    public void writtenSurveys(List<Map<String, Object>> counts) {
        answers.count(counts);
    }
}

package io.pledgeline.load;

import io.pledgeline.platform.Backer;
import io.pledgeline.platform.Item;
import io.pledgeline.platform.Pledge;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Survey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Rows on their way through the statements of {@code load-records}, which fill in the ids as they go.
 *
 * <p>Rows of one key are one record: the last row counts.
 */
public final class WriteBatch {

    private final List<PledgeRow> rows;
    private final BatchKeys keys;
    private final boolean surveys;
    private final Map<String, String> products;
    private final Map<String, PledgeRow> byBacker = new LinkedHashMap<>();
    private final Map<String, PledgeRow> byPledge = new LinkedHashMap<>();
    private final Map<String, Object> parameters = new HashMap<>();

    private final Map<String, String> backerIds = new HashMap<>();
    private final Map<String, String> pledgeIds = new HashMap<>();
    private Map<String, Known> knownBackers = Map.of();
    private Map<String, Known> knownPledges = Map.of();

    final Tally backers = new Tally();
    final Tally pledges = new Tally();
    final Tally items = new Tally();
    final Tally answers = new Tally();
    int numbersSame;
    int numbersOther;

    WriteBatch(Map<String, Object> scope, List<PledgeRow> rows, boolean surveys, Map<String, String> products) {
        this.rows = rows;
        this.surveys = surveys;
        this.products = products;
        parameters.putAll(scope);
        keys = new BatchKeys(rows);
        keys.putInto(parameters);
        key();
    }

    private void key() {
        byBacker.clear();
        byPledge.clear();
        for (PledgeRow row : keys.rows()) {
            byBacker.put(row.backer().externalId(), row);
            byPledge.put(row.pledge().externalId(), row);
        }
        Columns backerKeys = new Columns("backerKeys", "backerRows");
        byBacker.forEach((key, row) -> backerKeys.add(key, row.row()));
        backerKeys.putInto(parameters);
        Columns pledgeKeys = new Columns("pledgeKeys", "pledgeRows");
        byPledge.forEach((key, row) -> pledgeKeys.add(key, row.row()));
        pledgeKeys.putInto(parameters);
    }

    /** Whether a row came without the platform's best key. */
    public boolean isWeak() {
        return keys.isWeak();
    }

    /** Whether a row may know the better key of a record that is known by its number. */
    public boolean isStrong() {
        return keys.isStrong();
    }

    /** Takes the rows of {@code find-by-number.sql}: rows of a weaker key are about these records. */
    public void foundByNumber(List<Map<String, Object>> found) {
        keys.found(found);
        keys.putInto(parameters);
        key();
    }

    public List<PledgeRow> getRows() {
        return rows;
    }

    /** What the next statement takes; grows with what the former ones returned. */
    public Map<String, Object> getParameters() {
        return parameters;
    }

    /** Takes the rows of {@code sight-backers.sql}. */
    public void knownBackers(List<Map<String, Object>> found) {
        knownBackers = Known.of(found);
        knownBackers.forEach((key, known) -> {
            backerIds.put(key, known.id());
            String number = row(byBacker, key).backer().number();
            if (!known.counted() && number != null && known.number() != null) {
                if (number.equals(known.number())) {
                    numbersSame++;
                } else {
                    numbersOther++;
                }
            }
        });
        Columns columns = new Columns(
                "writeBackerKeys",
                "writeBackerRanks",
                "writeBackerNumbers",
                "writeBackerEmails",
                "writeBackerNames",
                "writeBackerCountries",
                "writeBackerAddresses",
                "writeBackerRows",
                "writeBackerIds");
        byBacker.forEach((key, row) -> {
            Known known = knownBackers.get(key);
            if (known == null || known.latest()) {
                Backer backer = row.backer();
                columns.add(
                        key,
                        backer.keyRank(),
                        backer.number(),
                        backer.email(),
                        backer.name(),
                        backer.country(),
                        Json.object(backer.address()),
                        row.row(),
                        known == null ? null : known.id());
            }
        });
        columns.putInto(parameters);
    }

    /** Takes the rows of {@code upsert-backers.sql}. */
    public void writtenBackers(List<Map<String, Object>> written) {
        backers.count(knownBackers, written, backerIds);
        requireIds(backerIds, byBacker, "backer");
    }

    /** Takes the rows of {@code sight-pledges.sql}. */
    public void knownPledges(List<Map<String, Object>> found) {
        knownPledges = Known.of(found);
        knownPledges.forEach((key, known) -> pledgeIds.put(key, known.id()));
        Columns columns = new Columns(
                "writePledgeKeys",
                "writePledgeRanks",
                "writePledgeBackers",
                "writePledgeAmounts",
                "writePledgeCurrencies",
                "writePledgeStatuses",
                "writePledgeTimes",
                "writePledgeDetails",
                "writePledgeRows",
                "writePledgeIds");
        byPledge.forEach((key, row) -> {
            Known known = knownPledges.get(key);
            if (known == null || known.latest()) {
                Pledge pledge = row.pledge();
                columns.add(
                        key,
                        row.backer().keyRank(),
                        backerIds.get(row.backer().externalId()),
                        pledge.amount(),
                        pledge.amount() == null ? null : pledge.currency(),
                        pledge.status(),
                        pledge.pledgedAt(),
                        Json.object(pledge.details()),
                        row.row(),
                        known == null ? null : known.id());
            }
        });
        columns.putInto(parameters);
    }

    /** Takes the rows of {@code upsert-pledges.sql} and prepares what hangs from backers and pledges. */
    public void writtenPledges(List<Map<String, Object>> written) {
        pledges.count(knownPledges, written, pledgeIds);
        requireIds(pledgeIds, byPledge, "pledge");
        prepareItems();
        prepareSurveys();
    }

    private void prepareItems() {
        Columns columns =
                new Columns("itemPledges", "itemProducts", "itemQuantities", "itemRows", "itemKnown", "itemCounted");
        List<String> latest = new ArrayList<>();
        byPledge.forEach((key, row) -> {
            Known known = knownPledges.get(key);
            if (known != null && !known.latest()) {
                return;
            }
            if (known != null) {
                latest.add(known.id());
            }
            Map<String, Integer> quantities = new LinkedHashMap<>();
            for (Item item : row.items()) {
                quantities.merge(
                        Objects.requireNonNull(products.get(item.productKey())), item.quantity(), Integer::sum);
            }
            quantities.forEach((product, quantity) -> columns.add(
                    pledgeIds.get(key), product, quantity, row.row(), known != null, known != null && known.counted()));
        });
        columns.putInto(parameters);
        parameters.put("latestPledges", latest.toArray(String[]::new));
    }

    private void prepareSurveys() {
        Columns columns = new Columns(
                "surveyBackers", "surveyTimes", "surveyAnswers", "surveyRows", "surveyKnown", "surveyCounted");
        byBacker.forEach((key, row) -> {
            Known known = knownBackers.get(key);
            Survey survey = row.survey();
            // A known backer without answers may have taken back the ones we hold.
            if (surveys && (known == null ? survey != null : known.latest())) {
                columns.add(
                        backerIds.get(key),
                        survey == null ? null : survey.answeredAt(),
                        survey == null ? "{}" : Json.objectOrEmpty(survey.answers()),
                        row.row(),
                        known != null,
                        known != null && known.counted());
            }
        });
        columns.putInto(parameters);
    }

    /** Takes the row of {@code upsert-items.sql}. */
    public void writtenItems(List<Map<String, Object>> counts) {
        items.count(counts);
    }

    /** Takes the row of {@code upsert-surveys.sql}. */
    public void writtenSurveys(List<Map<String, Object>> counts) {
        answers.count(counts);
    }

    private static void requireIds(Map<String, String> ids, Map<String, PledgeRow> records, String table) {
        if (!ids.keySet().containsAll(records.keySet())) {
            throw new OvertakenException(table);
        }
    }

    private static PledgeRow row(Map<String, PledgeRow> rows, String key) {
        return Objects.requireNonNull(rows.get(key));
    }
}

package io.pledgeline.load;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.pledgeline.platform.Backer;
import io.pledgeline.platform.Item;
import io.pledgeline.platform.Pledge;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.Survey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Rows on their way through the statements of {@code load-records}, which fill in the ids as they go.
 *
 * <p>Rows of one key are one record: the last row counts.
 */
public final class WriteBatch {

    /** UUIDs of version 7, one after the other: they are neighbours in the indexes, too. */
    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private final List<PledgeRow> rows;
    private final BatchKeys keys;
    private final boolean adoptable;
    private final boolean surveys;
    private final Map<String, String> products;
    /** By key and in its order, in which every chunk writes: two that share records wait for each other, and never mutually. */
    private final Map<String, PledgeRow> byBacker = new TreeMap<>();

    private final Map<String, PledgeRow> byPledge = new TreeMap<>();
    private final Map<String, Object> parameters = new HashMap<>();

    private final Map<String, String> backerIds = new HashMap<>();
    private final Map<String, String> pledgeIds = new HashMap<>();
    private Map<String, Known> knownBackers = Map.of();
    private Map<String, Known> knownPledges = Map.of();

    private int newBackers;
    private int newPledges;
    private int newItems;
    private int newSurveys;

    final Tally backers = new Tally();
    final Tally pledges = new Tally();
    final Tally items = new Tally();
    final Tally answers = new Tally();
    int numbersSame;
    int numbersOther;

    WriteBatch(
            Map<String, Object> scope,
            List<PledgeRow> rows,
            boolean adoptable,
            boolean surveys, Map<String, String> products) {
        this.rows = rows;
        this.adoptable = adoptable;
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
    }

    /** Whether a row came without the platform's best key. */
    public boolean isWeak() {
        return keys.isWeak();
    }

    /** Whether a row may know the better key of a record that is known by its number, and there are such records. */
    public boolean isStrong() {
        return adoptable && keys.isStrong();
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

    /** Parameters of {@code insert-backers.sql}: every backer of the batch, with the id it gets if nobody knows it. */
    public Map<String, Object> getNewBackers() {
        byBacker.keySet().forEach(key -> backerIds.put(key, newId()));
        setBackers(byBacker.keySet());
        return parameters;
    }

    /** Takes the rows of {@code insert-backers.sql}: the other backers are known. */
    public void insertedBackers(List<Map<String, Object>> inserted) {
        newBackers = inserted.size();
        backers.add(newBackers, 0, 0);
        setKnown(byBacker, backerIds, inserted, "knownBackerKeys", "knownBackerRows");
    }

    /** Whether somebody knew backers of this batch before. */
    public boolean isAboutKnownBackers() {
        return newBackers < byBacker.size();
    }

    /** Takes the rows of {@code sight-backers.sql}; parameters of {@code update-backers.sql} are those that are ours to change. */
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
        requireIds(backerIds, byBacker, "backer");
        setBackers(latest(knownBackers));
    }

    /** Takes the row of {@code update-backers.sql}. */
    public void updatedBackers(List<Map<String, Object>> counts) {
        backers.count(knownBackers, counts);
    }

    private void setBackers(Collection<String> externalIds) {
        Columns columns = new Columns(
                "backerIds",
                "backerKeys",
                "backerRanks",
                "backerNumbers",
                "backerEmails",
                "backerNames",
                "backerCountries",
                "backerAddresses",
                "backerRows");
        for (String key : externalIds) {
            PledgeRow row = row(byBacker, key);
            Backer backer = row.backer();
            columns.add(
                    backerIds.get(key),
                    key,
                    backer.keyRank(),
                    backer.number(),
                    backer.email(),
                    backer.name(),
                    backer.country(),
                    Json.object(backer.address()),
                    row.row());
        }
        columns.putInto(parameters);
    }

    /** Parameters of {@code insert-pledges.sql}: every pledge of the batch, with the id it gets if nobody knows it. */
    public Map<String, Object> getNewPledges() {
        byPledge.keySet().forEach(key -> pledgeIds.put(key, newId()));
        setPledges(byPledge.keySet());
        return parameters;
    }

    /** Takes the rows of {@code insert-pledges.sql}: the other pledges are known. */
    public void insertedPledges(List<Map<String, Object>> inserted) {
        newPledges = inserted.size();
        pledges.add(newPledges, 0, 0);
        setKnown(byPledge, pledgeIds, inserted, "knownPledgeKeys", "knownPledgeRows");
    }

    /** Whether somebody knew pledges of this batch before. */
    public boolean isAboutKnownPledges() {
        return newPledges < byPledge.size();
    }

    /** Takes the rows of {@code sight-pledges.sql}; parameters of {@code update-pledges.sql} are those that are ours to change. */
    public void knownPledges(List<Map<String, Object>> found) {
        knownPledges = Known.of(found);
        knownPledges.forEach((key, known) -> pledgeIds.put(key, known.id()));
        requireIds(pledgeIds, byPledge, "pledge");
        setPledges(latest(knownPledges));
    }

    /** Takes the row of {@code update-pledges.sql}. */
    public void updatedPledges(List<Map<String, Object>> counts) {
        pledges.count(knownPledges, counts);
    }

    private void setPledges(Collection<String> externalIds) {
        Columns columns = new Columns(
                "pledgeIds",
                "pledgeKeys",
                "pledgeRanks",
                "pledgeBackers",
                "pledgeAmounts",
                "pledgeCurrencies",
                "pledgeStatuses",
                "pledgeTimes",
                "pledgeDetails",
                "pledgeRows");
        for (String key : externalIds) {
            PledgeRow row = row(byPledge, key);
            Pledge pledge = row.pledge();
            columns.add(
                    pledgeIds.get(key),
                    key,
                    row.backer().keyRank(),
                    backerIds.get(row.backer().externalId()),
                    pledge.amount(),
                    pledge.amount() == null ? null : pledge.currency(),
                    pledge.status(),
                    pledge.pledgedAt(),
                    Json.object(pledge.details()),
                    row.row());
        }
        columns.putInto(parameters);
    }

    /** Parameters of {@code insert-items.sql}: what the inserted pledges contain. */
    public Map<String, Object> getNewItems() {
        Columns columns = new Columns("newItemPledges", "newItemProducts", "newItemQuantities", "newItemRows");
        byPledge.forEach((key, row) -> {
            if (!knownPledges.containsKey(key)) {
                quantities(row)
                        .forEach((product, quantity) ->
                                columns.add(pledgeIds.get(key), product, quantity, row.row()));
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

    /** Parameters of {@code upsert-items.sql}: what the known pledges contain now. */
    public Map<String, Object> getKnownItems() {
        Columns columns = new Columns("itemPledges", "itemProducts", "itemQuantities", "itemRows", "itemCounted");
        Columns pledged = new Columns("latestPledges");
        for (String key : latest(knownPledges)) {
            PledgeRow row = row(byPledge, key);
            boolean counted = known(knownPledges, key).counted();
            pledged.add(pledgeIds.get(key));
            quantities(row)
                    .forEach((product, quantity) ->
                            columns.add(pledgeIds.get(key), product, quantity, row.row(), counted));
        }
        columns.putInto(parameters);
        pledged.putInto(parameters);
        return parameters;
    }

    /** Pieces by the product's id. */
    private Map<String, Integer> quantities(PledgeRow row) {
        Map<String, Integer> quantities = new LinkedHashMap<>();
        for (Item item : row.items()) {
            quantities.merge(Objects.requireNonNull(products.get(item.productKey())), item.quantity(), Integer::sum);
        }
        return quantities;
    }

    /** Takes the row of {@code upsert-items.sql}. */
    public void writtenItems(List<Map<String, Object>> counts) {
        items.count(counts);
    }

    /** Parameters of {@code insert-surveys.sql}: what the inserted backers answered. */
    public Map<String, Object> getNewSurveys() {
        Columns columns = new Columns("newSurveyBackers", "newSurveyTimes", "newSurveyAnswers", "newSurveyRows");
        byBacker.forEach((key, row) -> {
            Survey survey = row.survey();
            if (survey != null && !knownBackers.containsKey(key)) {
                columns.add(
                        backerIds.get(key), survey.answeredAt(), Json.objectOrEmpty(survey.answers()), row.row());
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
        Columns columns =
                new Columns("surveyBackers", "surveyTimes", "surveyAnswers", "surveyRows", "surveyCounted");
        for (String key : latest(knownBackers)) {
            PledgeRow row = row(byBacker, key);
            Survey survey = row.survey();
            columns.add(
                    backerIds.get(key),
                    survey == null ? null : survey.answeredAt(),
                    survey == null ? "{}" : Json.objectOrEmpty(survey.answers()),
                    row.row(),
                    known(knownBackers, key).counted());
        }
        columns.putInto(parameters);
        return parameters;
    }

    /** Whether the file has columns for answers at all. */
    public boolean isWithSurveys() {
        return surveys;
    }

    /** Takes the row of {@code upsert-surveys.sql}. */
    public void writtenSurveys(List<Map<String, Object>> counts) {
        answers.count(counts);
    }

    private static String newId() {
        return IDS.generate().toString();
    }

    /** Sets apart the records that were not inserted: their ids are not known yet. */
    private void setKnown(
            Map<String, PledgeRow> records,
            Map<String, String> ids,
            List<Map<String, Object>> inserted,
            String keyColumn,
            String rowColumn) {
        Set<String> written = new HashSet<>();
        inserted.forEach(row -> written.add((String) row.get("external_id")));
        ids.keySet().retainAll(written);
        Columns columns = new Columns(keyColumn, rowColumn);
        records.forEach((key, row) -> {
            if (!written.contains(key)) {
                columns.add(key, row.row());
            }
        });
        columns.putInto(parameters);
    }

    private static List<String> latest(Map<String, Known> known) {
        return known.entrySet().stream()
                .filter(record -> record.getValue().latest())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void requireIds(Map<String, String> ids, Map<String, PledgeRow> records, String table) {
        if (!ids.keySet().containsAll(records.keySet())) {
            throw new OvertakenException(table);
        }
    }

    private static PledgeRow row(Map<String, PledgeRow> rows, String key) {
        return Objects.requireNonNull(rows.get(key));
    }

    private static Known known(Map<String, Known> records, String key) {
        return Objects.requireNonNull(records.get(key));
    }
}

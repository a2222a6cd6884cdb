package io.pledgeline.load;

import io.pledgeline.platform.Backer;
import io.pledgeline.platform.Pledge;
import io.pledgeline.platform.PledgeRow;
import io.pledgeline.platform.RowKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows on their way through the statements of {@code load-records}, which say what is new and what was known.
 *
 * <p>Rows of one key are one record: the last row counts, but items add up where each row is an item.
 */
public final class WriteBatch {

    private final List<PledgeRow> rows;
    private final BatchKeys keys;
    private final boolean adoptable;
    private final boolean surveys;
    private final Map<String, Object> parameters = new HashMap<>();

    private final Mode mode;
    private final boolean lineItems;

    final Records backers;
    final Records pledges;
    final Dependents dependents;
    int numbersSame;
    int numbersOther;

    /**
     * A batch before its first statement.
     *
     * @param adoptable whether the campaign has records of a weaker key
     * @param products ids by product key
     */
    WriteBatch(
            Chunk chunk,
            Map<String, Object> scope,
            List<PledgeRow> rows,
            boolean adoptable,
            Map<String, String> products) {
        this.rows = rows;
        this.adoptable = adoptable;
        surveys = MappedFields.hasSurvey(chunk.mapping(rows));
        mode = chunk.mode();
        lineItems = chunk.mapping().row() == RowKind.ITEM;
        backers = new Records("Backer", mode);
        pledges = new Records("Pledge", mode);
        parameters.putAll(scope);
        dependents = new Dependents(scope, backers, pledges, products);
        keys = new BatchKeys(rows);
        keys.putInto(parameters);
        key();
    }

    private void key() {
        backers.clear();
        pledges.clear();
        dependents.clear();
        for (PledgeRow row : keys.rows()) {
            backers.put(row.backer().externalId(), row);
            pledges.put(row.pledge().externalId(), row);
            if (lineItems) {
                dependents.addLine(row);
            }
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

    /** Parameters of {@code insert-backers.sql}: every backer of the batch. */
    public Map<String, Object> getNewBackers() {
        setBackers(backers.named());
        return parameters;
    }

    public boolean isAboutKnownBackers() {
        return backers.isAboutKnown();
    }

    /** Takes the rows of {@code insert-backers.sql}. */
    public void insertedBackers(List<Map<String, Object>> inserted) {
        backers.inserted(inserted, parameters);
    }

    /** Takes the rows of {@code sight-backers.sql}; {@code update-backers.sql} gets those that are ours to change. */
    public void knownBackers(List<Map<String, Object>> found) {
        backers.known(found);
        backers.known().forEach((key, known) -> {
            String number = backers.row(key).backer().number();
            if (!known.counted() && number != null && known.number() != null) {
                if (number.equals(known.number())) {
                    numbersSame++;
                } else {
                    numbersOther++;
                }
            }
        });
        setBackers(backers.latest());
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
            PledgeRow row = backers.row(key);
            Backer backer = row.backer();
            columns.add(
                    backers.id(key),
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

    /** Parameters of {@code insert-pledges.sql}: every pledge of the batch. */
    public Map<String, Object> getNewPledges() {
        setPledges(pledges.named());
        return parameters;
    }

    public boolean isAboutKnownPledges() {
        return pledges.isAboutKnown();
    }

    /**
     * Takes the rows of {@code insert-pledges.sql}.
     *
     * @throws OvertakenException if a pledge that the mode updates was deleted since the look
     */
    public void insertedPledges(List<Map<String, Object>> inserted) {
        if (mode == Mode.UPDATE && !inserted.isEmpty()) {
            throw new OvertakenException("pledge");
        }
        pledges.inserted(inserted, parameters);
    }

    /**
     * Takes the rows of {@code sight-pledges.sql}; {@code update-pledges.sql} gets those that are ours to change.
     *
     * @throws OvertakenException if another upload has created one since the look, and the mode leaves such alone
     */
    public void knownPledges(List<Map<String, Object>> found) {
        pledges.known(found);
        if (mode != Mode.UPSERT && pledges.known().values().stream().anyMatch(mode::leaves)) {
            throw new OvertakenException("pledge");
        }
        setPledges(pledges.latest());
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
            PledgeRow row = pledges.row(key);
            Pledge pledge = row.pledge();
            columns.add(
                    pledges.id(key),
                    key,
                    row.backer().keyRank(),
                    backers.id(row.backer().externalId()),
                    pledge.amount(),
                    pledge.amount() == null ? null : pledge.currency(),
                    pledge.status(),
                    pledge.pledgedAt(),
                    Json.object(pledge.details()),
                    row.row());
        }
        columns.putInto(parameters);
    }

    /** Whether each row is one item of a pledge. */
    public boolean isLineItems() {
        return lineItems;
    }

    /** Whether the file has columns for answers at all. */
    public boolean isWithSurveys() {
        return surveys;
    }

    /** The items and answers of these rows, to be written after the rows. */
    public Dependents getDependents() {
        return dependents;
    }
}

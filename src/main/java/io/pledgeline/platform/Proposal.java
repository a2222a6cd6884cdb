package io.pledgeline.platform;

import java.util.List;

/**
 * What the columns of a file may mean, each with how sure that is and where it comes from.
 *
 * @param platform whose file says all that is not about columns
 * @param row what a row is
 * @param columns one for each column of the file, in its order; no two claim one field, but those that may be shared
 * @param missing the required fields that no column feeds
 * @param warnings what the creator should know about how the file would be read
 */
public record Proposal(
        String platform, RowKind row, List<Column> columns, List<String> missing, List<Mapping.Warning> warnings) {

    /** Below this a person, or a model, should look. */
    public static final double SURE = 0.6;

    public Proposal {
        columns = List.copyOf(columns);
        missing = List.copyOf(missing);
        warnings = List.copyOf(warnings);
    }

    /** Where a proposal comes from, in the order in which they are asked. */
    public enum Source {
        /** The file of the platform names the header. */
        PLATFORM,
        /** The header is one that many lists use for the field. */
        ALIAS,
        /** A person confirmed it for the same headers before. */
        REMEMBERED,
        /** The header or the cells look like the field. */
        SIMILAR,
        /** A model suggested it. */
        AI
    }

    /**
     * The proposal for one column.
     *
     * @param header as the file spells it
     * @param occurrence which of the columns with this header it is, from 1
     * @param field as in {@link Choices.Choice}
     * @param confidence from 0 to 1
     * @param reason one sentence without cell values
     * @param samples a few different cells of the column as they stand in the file
     * @param ofPlatform whether the platform's file alone says so, which may depend on the cells: of another file with
     *     these headers it may say something else
     */
    public record Column(
            String header,
            int occurrence,
            String field,
            double confidence,
            Source source,
            String reason,
            List<String> samples,
            boolean ofPlatform) {
        public Column {
            // What is behind the second decimal is not known.
            confidence = Math.round(confidence * 100) / 100.0;
            samples = List.copyOf(samples);
        }

        public Column(
                String header,
                int occurrence,
                String field,
                double confidence,
                Source source,
                String reason,
                List<String> samples) {
            this(header, occurrence, field, confidence, source, reason, samples, false);
        }

        /** What is chosen by confirming the column unseen: what the platform says is left to it, file by file. */
        public String confirmed() {
            // Two parts of a name are joined only where both are chosen.
            return ofPlatform && !Fields.isPartOfName(field) ? Fields.OTHERWISE : field;
        }
    }

    /** What a model suggests for one column. */
    public record Suggestion(String header, int occurrence, String field, double confidence) {}

    /** The proposal as if a person had confirmed it. */
    public Choices choices() {
        return new Choices(
                platform,
                columns.stream()
                        .map(column -> new Choices.Choice(column.header(), column.occurrence(), column.confirmed()))
                        .toList());
    }

    /** The columns about which nobody is sure. */
    public List<Column> unsure() {
        return columns.stream().filter(column -> column.confidence() < SURE).toList();
    }
}

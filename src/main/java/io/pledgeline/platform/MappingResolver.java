package io.pledgeline.platform;

import io.pledgeline.platform.Mapping.Column;
import io.pledgeline.platform.Mapping.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides for one file, from a platform's file, the headers and a sample of rows, how each column is read. */
final class MappingResolver {
    private static final List<String> KEYS = List.of(Fields.BACKER_KEY, Fields.PLEDGE_KEY);

    private final PlatformFile file;
    private final List<String> headers;
    private final List<String> names;
    private final @Nullable ChosenFile chosen;
    private final Sample sample;
    private final PlatformFile.Version version;
    private final RowKind row;
    private final CampaignSettings campaign;
    private final List<Column> columns = new ArrayList<>();
    private final List<Warning> warnings = new ArrayList<>();

    private MappingResolver(
            PlatformFile file,
            List<String> headers,
            Sample sample,
            CampaignSettings campaign,
            @Nullable ChosenFile chosen) {
        this.file = file;
        this.headers = headers;
        this.sample = sample;
        this.campaign = campaign;
        this.chosen = chosen;
        this.names = chosen == null ? headers.stream().map(Texts::fold).toList() : chosen.names();
        int ofFile = headers.size() - (chosen == null ? 0 : chosen.answers().size());
        this.version = new Detector(names.subList(0, ofFile), List.of()).version(file);
        RowKind ofAll = file.row() == null ? RowKind.PLEDGE : file.row();
        this.row = version.row() == null ? ofAll : version.row();
    }

    /**
     * The mapping of a file.
     *
     * @param choices what a person said of the columns; null leaves all to the platform's file
     */
    static Mapping resolve(
            PlatformFile file,
            List<String> spelled,
            Sample sample,
            CampaignSettings campaign,
            @Nullable Choices choices) {
        List<String> headers = spelled.stream().map(Texts::storableHeader).toList();
        Mapping known = new MappingResolver(file, headers, sample, campaign, null).resolve();
        return choices == null ? known : resolve(file, headers, sample, campaign, choices, known);
    }

    /** @param known the mapping by the platform's file alone */
    static Mapping resolve(
            PlatformFile file,
            List<String> headers,
            Sample sample,
            CampaignSettings campaign,
            Choices choices,
            Mapping known) {
        ChosenFile chosen = new ChosenFile(file, headers, choices, known);
        Mapping mapping = new MappingResolver(chosen.file(), headers, sample, campaign, chosen).resolve();
        if (chosen.asked().isEmpty()) {
            return mapping;
        }
        chosen.answer(mapping);
        List<String> all = new ArrayList<>(headers);
        chosen.answers().forEach(field -> all.add(ChosenFile.headerOfAnswer(field)));
        return new MappingResolver(chosen.file(), all, sample, campaign, chosen).resolve();
    }

    /** The columns whose headers or cells the platform's file names. */
    static Set<Integer> named(PlatformFile file, List<String> headers, Sample sample, CampaignSettings campaign) {
        return new MappingResolver(file, headers, sample, campaign, null).namedColumns();
    }

    private Mapping resolve() {
        Set<Integer> claimed = namedColumns();
        UnknownColumns unknown = new UnknownColumns(file, row, headers, sample);
        for (int i = 0; i < headers.size(); i++) {
            if (chosen != null && chosen.products().contains(i)) {
                columns.add(unknown.product(i));
            } else if (!claimed.contains(i)) {
                columns.add(unknown.decide(i));
            }
        }
        if (row == RowKind.ITEM) {
            keepRewardsAsDetails();
        }
        columns.sort(Comparator.comparingInt(Column::index));
        UniqueNames.give(columns);
        compareWordsInAnyCase();
        String dollar = Currencies.isDollar(campaign.currency()) ? String.valueOf(campaign.currency()) : "USD";
        warnings.addAll(new AssumedCurrency(columns, sample).warnings(campaign, dollar));
        List<String> required = required();
        return new Mapping(
                String.valueOf(file.platform()),
                version.version(),
                row,
                columns,
                headers.size(),
                required,
                required.stream()
                        .filter(field ->
                                columns.stream().noneMatch(c -> c.field().equals(field)))
                        .toList(),
                campaign.timezone().getId(),
                campaign.currency() == null ? "USD" : campaign.currency(),
                dollar,
                dates(),
                warnings,
                chosen == null ? List.of() : chosen.asked(),
                chosen == null ? List.of() : chosen.answers());
    }

    private Set<Integer> namedColumns() {
        Map<String, List<Integer>> byHeader = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            byHeader.computeIfAbsent(names.get(i), h -> new ArrayList<>()).add(i);
        }
        file.fieldsByName().forEach((name, field) -> {
            if (field.isFor(row)) {
                addField(name, field, byHeader);
            }
        });
        return indexes(field -> true);
    }

    private void addField(String name, PlatformFile.Field field, Map<String, List<Integer>> byHeader) {
        int before = columns.size();
        for (int rank = 0; rank < field.headers().size(); rank++) {
            addSpelled(name, field, rank, byHeader);
        }
        if (columns.size() == before && field.values() != null) {
            int index = sample.indexOf(field.values());
            if (index >= 0) {
                columns.add(named(index, name, 0, field.blanks()));
            }
        }
    }

    /** Adds the column of the first spelling that the file has, or the columns that it joins. */
    private void addSpelled(String name, PlatformFile.Field field, int rank, Map<String, List<Integer>> byHeader) {
        field.headers().get(rank).stream()
                .map(PlatformFile::parts)
                .filter(byHeader.keySet()::containsAll)
                .findFirst()
                .ifPresent(parts -> {
                    for (int part = 0; part < parts.size(); part++) {
                        for (int index : byHeader.getOrDefault(parts.get(part), List.of())) {
                            Column column = named(index, name, rank, field.blanks());
                            columns.add(parts.size() == 1 ? column : column.with("part", String.valueOf(part + 1)));
                        }
                    }
                });
    }

    /** A reward stands in each of its pledge's rows: where these are items that add up, it would be counted as often. */
    private void keepRewardsAsDetails() {
        Set<Integer> rewards = indexes(field -> field.startsWith("reward."));
        columns.removeIf(column -> column.field().startsWith("reward."));
        rewards.removeAll(indexes(Fields.PLEDGE_DETAILS::equals));
        rewards.forEach(index -> columns.add(named(index, Fields.PLEDGE_DETAILS, 0, List.of())));
    }

    private Set<Integer> indexes(Predicate<String> field) {
        return columns.stream()
                .filter(column -> field.test(column.field()))
                .map(Column::index)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** An e-mail address or a name that serves as a key means the same person however it is written. */
    private void compareWordsInAnyCase() {
        Set<Integer> words = indexes(Set.of(Fields.BACKER_EMAIL, Fields.BACKER_NAME)::contains);
        columns.replaceAll(c -> KEYS.contains(c.field()) && words.contains(c.index()) ? c.with("case", "any") : c);
    }

    private Column named(int index, String field, int rank, List<String> blanks) {
        ValueType type = Fields.typeOf(field);
        if (type == null) {
            throw new IllegalStateException("There is no field " + field);
        }
        List<String> cells = sample.column(index, blanks);
        Map<String, String> params = new HashMap<>();
        if (Fields.isNamed(field)) {
            params.put("name", Texts.trim(headers.get(index)));
        } else if (type == ValueType.MONEY) {
            char mark = MoneyFormat.decimalOf(cells);
            String declared = file.values() == null ? null : file.values().decimal();
            if (mark != MoneyFormat.OPEN) {
                params.put("decimal", String.valueOf(mark));
            } else if (declared != null) {
                params.put("decimal", declared);
            }
        } else if (type == ValueType.DATE) {
            List<String> best = DateFormats.bestOf(dates(), cells, campaign.timezone());
            if (!best.isEmpty()) {
                params.put("date", best.get(0));
            }
            if (best.size() > 1) {
                warnings.add(new Warning(
                        "DATE_ORDER_ASSUMED",
                        headers.get(index) + " is read as " + best.get(0) + ", not " + best.get(1)));
            }
        }
        return new Column(index, headers.get(index), field, type, rank, params, blanks);
    }

    private List<String> required() {
        List<String> required = new ArrayList<>(KEYS);
        file.fieldsByName().forEach((name, field) -> {
            if (field.required() && field.isFor(row) && !required.contains(name)) {
                required.add(name);
            }
        });
        return required;
    }

    private List<String> dates() {
        return file.values() == null ? List.of() : file.values().dates();
    }
}

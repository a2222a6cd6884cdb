package io.pledgeline.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks what the form of a platform file cannot say: that its fields exist and that its parts fit together. */
final class PlatformFileRules {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)}");
    private static final Set<String> GIVEN = Set.of("header", "folded");

    private final List<Finding> findings = new ArrayList<>();

    private PlatformFileRules() {}

    /** A fault and the keys that lead to it. */
    record Finding(List<String> path, String reason) {}

    static List<Finding> check(PlatformFile file, String name) {
        PlatformFileRules rules = new PlatformFileRules();
        rules.checkHead(file, name);
        Map<String, PlatformFile.Field> fields = file.fields() == null ? Map.of() : file.fields();
        rules.checkDetection(file.detect(), fields.keySet());
        rules.checkFields(fields);
        if (file.unknown() != null) {
            for (int i = 0; i < file.unknown().size(); i++) {
                rules.checkRule(file.unknown().get(i), i);
            }
        }
        return rules.findings;
    }

    private void checkHead(PlatformFile file, String name) {
        if (!name.equals(file.platform())) {
            refuse("platform must be \"" + name + "\", as the file is called", "platform");
        }
        if (file.row() == null) {
            refuse("row must be pledge or item", "row");
        }
        if (file.values() == null) {
            return;
        }
        String decimal = file.values().decimal();
        if (decimal != null && !decimal.equals(".") && !decimal.equals(",")) {
            refuse("decimal must be \".\" or \",\"", "values", "decimal");
        }
        for (int i = 0; i < file.values().dates().size(); i++) {
            String fault = DateFormats.faultOf(file.values().dates().get(i));
            if (fault != null) {
                refuse(fault, "values", "dates", String.valueOf(i));
            }
        }
    }

    private void checkDetection(PlatformFile.@Nullable Detect detect, Set<String> fields) {
        if (detect == null || detect.signatures().isEmpty() || detect.threshold() < 1) {
            refuse("detect needs a threshold above 0 and signatures", "detect");
            return;
        }
        for (int i = 0; i < detect.signatures().size(); i++) {
            PlatformFile.Signature signature = detect.signatures().get(i);
            if (signature.headers().isEmpty()
                    && signature.all().isEmpty()
                    && signature.feeds().isEmpty()
                    && signature.pattern() == null
                    && signature.values() == null) {
                refuse(
                        "a signature needs headers, all, a pattern, values or feeds",
                        "detect",
                        "signatures",
                        String.valueOf(i));
            }
            checkNamed(fields, signature.feeds(), "detect", "signatures", String.valueOf(i), "feeds");
        }
        for (int i = 0; i < detect.versions().size(); i++) {
            List<String> feeds = detect.versions().get(i).feeds();
            checkNamed(fields, feeds, "detect", "versions", String.valueOf(i), "feeds");
        }
    }

    private void checkNamed(Set<String> fields, List<String> names, String... path) {
        for (String name : names) {
            if (!fields.contains(name)) {
                refuse("this file has no field " + name, path);
            }
        }
    }

    private void checkFields(Map<String, PlatformFile.Field> fields) {
        fields.forEach((name, field) -> {
            if (Fields.typeOf(name) == null) {
                refuse("there is no field " + name, "fields", name);
            } else if (field == null
                    || (field.headers().isEmpty() && field.otherwise().isEmpty())) {
                refuse(name + " needs headers", "fields", name);
            } else {
                checkNamed(fields.keySet(), field.otherwise(), "fields", name, "otherwise");
                if (joins(field) && !name.equals(Fields.BACKER_NAME)) {
                    refuse("only backer.name can join headers", "fields", name, "headers");
                }
            }
        });
        for (String key : List.of(Fields.BACKER_KEY, Fields.PLEDGE_KEY)) {
            if (!fields.containsKey(key)) {
                refuse("fields must name " + key, "fields");
            }
        }
    }

    private static boolean joins(PlatformFile.Field field) {
        return field.headers().stream()
                .flatMap(List::stream)
                .anyMatch(spelling -> PlatformFile.parts(spelling).size() > 1);
    }

    private void checkRule(PlatformFile.Rule rule, int index) {
        String[] path = {"unknown", String.valueOf(index)};
        if (rule.as() == null || Fields.typeOf(rule.as()) == null) {
            refuse("there is no field " + rule.as(), "unknown", path[1], "as");
        } else if (rule.as().equals(Fields.ITEM_QUANTITY) != (rule.product() != null)) {
            refuse("item.quantity, and nothing else, needs a product", path);
        }
        String names = rule.header() == null ? "" : rule.header().pattern();
        for (String template : new String[] {rule.product(), rule.name(), rule.sku()}) {
            Matcher matcher = PLACEHOLDER.matcher(template == null ? "" : template);
            while (matcher.find()) {
                if (!GIVEN.contains(matcher.group(1)) && !names.contains("(?<" + matcher.group(1) + ">")) {
                    refuse("the header pattern has no group " + matcher.group(1), path);
                }
            }
        }
    }

    private void refuse(String reason, String... path) {
        findings.add(new Finding(List.of(path), reason));
    }

    /** Puts the values of a rule's placeholders in: {@code header}, {@code folded} and the groups of its pattern. */
    static String fill(String template, String header, @Nullable Matcher groups) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            String value = switch (found.group(1)) {
                case "header" -> header;
                case "folded" -> Texts.fold(header);
                default -> groups == null ? "" : groups.group(found.group(1));
            };
            return Matcher.quoteReplacement(value == null ? "" : value.strip());
        });
    }
}

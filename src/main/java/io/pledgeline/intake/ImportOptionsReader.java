package io.pledgeline.intake;

import io.pledgeline.http.ProblemException;
import io.pledgeline.platform.Platforms;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads how a file is to be imported from the query of its upload. */
@Component
class ImportOptionsReader {

    private static final List<String> MODES = List.of("upsert", "insert", "update", "skip-existing");
    private static final List<String> STARTS = List.of("auto", "manual");
    private static final List<String> ON_ERRORS = List.of("skip", "block");
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    // No control characters or halves of a pair: the database could not keep them.
    private static final Pattern SHEET = Pattern.compile("(?=.*\\S)[^\\p{Cntrl}\\p{Cs}]{1,100}");
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");
    private static final Pattern SHARE = Pattern.compile("[0-9]{1,3}([.][0-9]{1,2})?%");

    private final Platforms platforms;

    ImportOptionsReader(Platforms platforms) {
        this.platforms = platforms;
    }

    ImportOptions read(Query query) {
        String maxErrors = query.get("maxErrors");
        return new ImportOptions(
                campaign(query),
                platform(query),
                query.get("mode") == null ? null : oneOf(query, "mode", MODES),
                sheet(query),
                oneOf(query, "onError", ON_ERRORS).equals("block"),
                maxErrors == null || maxErrors.endsWith("%") ? null : Integer.valueOf(matching(maxErrors, COUNT)),
                maxErrors == null || !maxErrors.endsWith("%") ? null : percent(maxErrors),
                corrects(query),
                oneOf(query, "start", STARTS).equals("manual"));
    }

    /** One of these words, the first unless told. */
    private static String oneOf(Query query, String name, List<String> words) {
        String word = query.get(name);
        if (word == null) {
            return words.get(0);
        }
        if (!words.contains(word)) {
            throw ProblemException.invalidParameter(name, "must be one of " + String.join(", ", words) + ".");
        }
        return word;
    }

    private static @Nullable String campaign(Query query) {
        String slug = query.get("campaign");
        if (slug != null && !SLUG.matcher(slug).matches()) {
            throw ProblemException.invalidParameter(
                    "campaign", "must be 1 to 63 lower-case letters, digits and hyphens, not beginning with a hyphen.");
        }
        return slug;
    }

    private static @Nullable String sheet(Query query) {
        String sheet = query.get("sheet");
        if (sheet != null && !SHEET.matcher(sheet).matches()) {
            throw ProblemException.invalidParameter("sheet", "must be the name or the number of a sheet.");
        }
        return sheet;
    }

    private @Nullable String platform(Query query) {
        String platform = query.get("platform");
        if (platform != null && !platforms.knows(platform)) {
            throw ProblemException.invalidParameter(
                    "platform", "must be one of " + String.join(", ", platforms.names()) + ".");
        }
        return platform;
    }

    private static BigDecimal percent(String share) {
        BigDecimal percent = new BigDecimal(matching(share, SHARE).replace("%", ""));
        if (percent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw wrongMaxErrors();
        }
        return percent;
    }

    private static String matching(String value, Pattern form) {
        if (!form.matcher(value).matches()) {
            throw wrongMaxErrors();
        }
        return value;
    }

    private static ProblemException wrongMaxErrors() {
        return ProblemException.invalidParameter("maxErrors", "must be a count such as 100 or a share such as 5%.");
    }

    private static @Nullable UUID corrects(Query query) {
        String job = query.get("corrects");
        if (job == null) {
            return null;
        }
        try {
            return UUID.fromString(job);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalidParameter("corrects", "must be the id of a job.");
        }
    }
}

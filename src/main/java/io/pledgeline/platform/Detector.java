package io.pledgeline.platform;

import io.pledgeline.platform.Detection.Candidate;
import io.pledgeline.platform.PlatformFile.Detect;
import io.pledgeline.platform.PlatformFile.Signature;
import io.pledgeline.platform.PlatformFile.Version;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells from the headers of a file and its first rows which platform wrote it, and in which version. */
final class Detector {
    /** Enough to see what a column holds, and few enough to cost nothing. */
    private static final int ROWS = 200;

    private final List<String> cleaned;
    private final Set<String> folded;
    private final Iterable<List<String>> rows;
    private @Nullable Sample sample;

    /** @param rows are walked over only if a platform is known by its values, and then not far */
    Detector(List<String> headers, Iterable<List<String>> rows) {
        this.cleaned = headers.stream().map(Texts::cleanHeader).toList();
        this.folded = headers.stream().map(Texts::fold).collect(Collectors.toSet());
        this.rows = rows;
    }

    private record Scored(PlatformFile file, Detect detect, int score) {
        Candidate candidate() {
            return new Candidate(String.valueOf(file.platform()), score);
        }
    }

    Detection detect(Collection<PlatformFile> platforms) {
        List<Scored> scored = scored(platforms, detect -> detect.fallback() == null);
        Detection found = leader(scored);
        if (found == null) {
            int claim = scored.isEmpty() ? 0 : scored.get(0).score;
            found = leader(scored(platforms, detect -> detect.fallback() != null && claim < detect.fallback()));
        }
        return found != null
                ? found
                : new Detection.Unknown(scored.stream().map(Scored::candidate).toList());
    }

    /** The version of this platform's export that the headers are of. */
    Version version(PlatformFile file) {
        List<Version> versions =
                file.detect() == null ? List.of() : file.detect().versions();
        return versions.stream()
                .filter(version -> version.fitsAlways()
                        || hasAny(version.headers())
                        || has(version.pattern())
                        || isAnyFed(version.feeds(), file))
                .findFirst()
                .orElse(Version.UNKNOWN);
    }

    /** Those of these platforms that share a signature with the file, best first. */
    private List<Scored> scored(Collection<PlatformFile> platforms, Predicate<Detect> asked) {
        return platforms.stream()
                .filter(file -> file.detect() != null && asked.test(file.detect()))
                .map(file -> new Scored(file, file.detect(), score(file, file.detect())))
                .filter(scored -> scored.score > 0)
                .sorted(Comparator.comparingInt((Scored scored) -> -scored.score)
                        .thenComparing(scored -> scored.candidate().platform()))
                .toList();
    }

    private @Nullable Detection leader(List<Scored> scored) {
        if (scored.isEmpty()) {
            return null;
        }
        Scored best = scored.get(0);
        int next = scored.size() > 1 ? scored.get(1).score : 0;
        boolean leads = best.score >= best.detect.threshold() && best.score - next >= best.detect.lead();
        return leads
                ? new Detection.Recognised(
                        best.candidate().platform(), version(best.file).version(), best.score)
                : null;
    }

    private int score(PlatformFile file, Detect detect) {
        return detect.signatures().stream()
                .filter(signature -> fits(signature, file))
                .mapToInt(Signature::points)
                .sum();
    }

    private boolean fits(Signature signature, PlatformFile file) {
        return hasAny(signature.headers())
                || (!signature.all().isEmpty() && folded.containsAll(signature.all()))
                || has(signature.pattern())
                || isAnyFed(signature.feeds(), file)
                || holds(signature.values());
    }

    private boolean isAnyFed(List<String> fields, PlatformFile file) {
        return !fields.isEmpty()
                && file.spellingsOf(fields).stream()
                        .anyMatch(spelling -> folded.containsAll(PlatformFile.parts(spelling)));
    }

    private boolean hasAny(List<String> headers) {
        return headers.stream().anyMatch(folded::contains);
    }

    private boolean has(@Nullable Pattern header) {
        return header != null && cleaned.stream().anyMatch(header.asMatchPredicate());
    }

    private boolean holds(@Nullable Pattern cells) {
        if (cells == null) {
            return false;
        }
        if (sample == null) {
            sample = new Sample(cleaned.size(), rows, ROWS);
        }
        return sample.indexOf(cells) >= 0;
    }
}

package io.pledgeline.platform;

import io.pledgeline.platform.Detection.Candidate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells from the headers of a file which platform wrote it, and in which version. */
final class Detector {
    private Detector() {}

    static Detection detect(Collection<PlatformFile> platforms, List<String> headers) {
        List<String> cleaned = headers.stream().map(Texts::cleanHeader).toList();
        Set<String> folded = headers.stream().map(Texts::fold).collect(Collectors.toSet());
        record Scored(PlatformFile file, Candidate candidate) {}
        List<Scored> scored = platforms.stream()
                .map(file ->
                        new Scored(file, new Candidate(String.valueOf(file.platform()), score(file, cleaned, folded))))
                .filter(s -> s.candidate.score() > 0)
                .sorted(Comparator.comparingInt((Scored s) -> -s.candidate.score())
                        .thenComparing(s -> s.candidate.platform()))
                .toList();
        PlatformFile.Detect detect =
                scored.isEmpty() ? null : scored.get(0).file.detect();
        if (detect != null) {
            Candidate best = scored.get(0).candidate;
            int next = scored.size() > 1 ? scored.get(1).candidate.score() : 0;
            if (best.score() >= detect.threshold() && best.score() - next >= detect.lead()) {
                return new Detection.Recognised(best.platform(), version(detect, cleaned, folded), best.score());
            }
        }
        return new Detection.Unknown(scored.stream().map(Scored::candidate).toList());
    }

    static String version(PlatformFile file, List<String> headers) {
        Set<String> folded = headers.stream().map(Texts::fold).collect(Collectors.toSet());
        List<String> cleaned = headers.stream().map(Texts::cleanHeader).toList();
        return file.detect() == null ? "unknown" : version(file.detect(), cleaned, folded);
    }

    private static String version(PlatformFile.Detect detect, List<String> cleaned, Set<String> folded) {
        return detect.versions().stream()
                .filter(v -> (v.headers().isEmpty() && v.pattern() == null)
                        || has(v.headers(), v.pattern(), cleaned, folded))
                .map(PlatformFile.Version::version)
                .findFirst()
                .orElse("unknown");
    }

    private static int score(PlatformFile file, List<String> cleaned, Set<String> folded) {
        return file.detect() == null
                ? 0
                : file.detect().signatures().stream()
                        .filter(s -> has(s.headers(), s.pattern(), cleaned, folded))
                        .mapToInt(PlatformFile.Signature::points)
                        .sum();
    }

    private static boolean has(
            List<String> headers, @Nullable Pattern pattern, List<String> cleaned, Set<String> folded) {
        return headers.stream().anyMatch(folded::contains)
                || (pattern != null
                        && cleaned.stream().anyMatch(h -> pattern.matcher(h).matches()));
    }
}

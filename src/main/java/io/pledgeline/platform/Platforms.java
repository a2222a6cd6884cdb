package io.pledgeline.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the platforms of the folder {@code routes/platforms}: recognises their exports and resolves their mappings.
 *
 * <p>A file that changed is read again on use, at most once a second. A file that cannot be used is refused alone; its
 * last good version stays in force.
 */
public final class Platforms {
    private static final Logger LOG = LoggerFactory.getLogger(Platforms.class);

    private final Path folder;
    private final long checkEveryNanos;
    private final Map<String, Stamp> stamps = new TreeMap<>();
    private long checkedAt;
    private volatile Map<String, PlatformFile> platforms = Map.of();
    private volatile Map<String, Refusal> refusals = Map.of();
    private volatile Vocabulary vocabulary = new Vocabulary(List.of());

    private record Stamp(FileTime modified, long size) {}

    /** A platform file that is not in force as it stands, and why. */
    public record Refusal(String file, int line, String reason) {}

    public Platforms(Path folder) {
        this(folder, Duration.ofSeconds(1));
    }

    Platforms(Path folder, Duration checkEvery) {
        this.folder = folder;
        this.checkEveryNanos = checkEvery.toNanos();
        this.checkedAt = System.nanoTime() - checkEveryNanos;
        refresh();
    }

    /**
     * Says which platform's export this is.
     *
     * @param sampleRows the first rows of the file; only those that are needed are walked over
     */
    public Detection detect(List<String> headers, Iterable<List<String>> sampleRows) {
        return new Detector(headers, sampleRows).detect(refresh().values());
    }

    public boolean knows(String platform) {
        return refresh().containsKey(platform);
    }

    /** The names of the platforms in force, sorted. */
    public List<String> names() {
        return List.copyOf(refresh().keySet());
    }

    /** The files that are not in force as they stand. */
    public List<Refusal> refusals() {
        refresh();
        return List.copyOf(refusals.values());
    }

    /**
     * Decides for one file which column feeds which field and how it is read.
     *
     * @param sampleRows the first rows of the file, cells in the order of the headers
     * @param choices what a person said of the columns; null leaves all to the platform's file
     * @throws IllegalArgumentException if the platform is not known
     */
    public Mapping resolve(
            String platform,
            List<String> headers,
            Iterable<List<String>> sampleRows,
            CampaignSettings campaign,
            @Nullable Choices choices) {
        return MappingResolver.resolve(
                file(platform), headers, new Sample(headers.size(), sampleRows), campaign, choices);
    }

    /** {@link #resolve(String, List, Iterable, CampaignSettings, Choices)} as the platform's file alone says. */
    public Mapping resolve(
            String platform, List<String> headers, Iterable<List<String>> sampleRows, CampaignSettings campaign) {
        return resolve(platform, headers, sampleRows, campaign, null);
    }

    /**
     * Proposes what the columns of a file mean, for a person to confirm.
     *
     * @param platform that was asked for or recognised, else {@link #fallback()}
     * @param remembered what was confirmed for these headers before, null if nothing was
     * @param suggestions of a model, for columns of which nothing else is sure
     * @throws IllegalArgumentException if the platform is not known
     */
    public Proposal propose(
            String platform,
            List<String> headers,
            Iterable<List<String>> sampleRows,
            CampaignSettings campaign,
            @Nullable Choices remembered,
            List<Proposal.Suggestion> suggestions) {
        PlatformFile file = file(platform);
        Sample sample = new Sample(headers.size(), sampleRows);
        return new Proposer(file, vocabulary, headers, sample, campaign).propose(remembered, suggestions);
    }

    /** The platform of files that are nobody's. */
    public String fallback() {
        return refresh().values().stream()
                .filter(file -> file.detect() != null && file.detect().fallback() != null)
                .map(file -> String.valueOf(file.platform()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No platform file has a fallback"));
    }

    private PlatformFile file(String platform) {
        PlatformFile file = refresh().get(platform);
        if (file == null) {
            throw new IllegalArgumentException("There is no platform " + platform);
        }
        return file;
    }

    private Map<String, PlatformFile> refresh() {
        synchronized (stamps) {
            long now = System.nanoTime();
            if (now - checkedAt >= checkEveryNanos) {
                checkedAt = now;
                Map<String, Stamp> found = stampsInFolder();
                if (!found.equals(stamps)) {
                    read(found);
                }
            }
        }
        return platforms;
    }

    private void read(Map<String, Stamp> found) {
        Map<String, PlatformFile> good = new TreeMap<>();
        Map<String, Refusal> bad = new TreeMap<>();
        found.forEach((name, stamp) -> {
            String platform = name.substring(0, name.length() - PlatformFileReader.SUFFIX.length());
            PlatformFile file = platforms.get(platform);
            Refusal refusal = refusals.get(name);
            if (!stamp.equals(stamps.get(name))) {
                try {
                    file = PlatformFileReader.read(folder.resolve(name));
                    refusal = null;
                } catch (PlatformFileReader.Refused e) {
                    refusal = new Refusal(name, e.line, String.valueOf(e.getMessage()));
                    LOG.warn("{} line {} is refused: {}", name, refusal.line(), refusal.reason());
                }
            }
            putIfPresent(good, platform, file);
            putIfPresent(bad, name, refusal);
        });
        stamps.clear();
        stamps.putAll(found);
        platforms = good;
        vocabulary = new Vocabulary(good.values());
        refusals = bad;
    }

    private static <T> void putIfPresent(Map<String, T> map, String key, @Nullable T value) {
        if (value != null) {
            map.put(key, value);
        }
    }

    private Map<String, Stamp> stampsInFolder() {
        Map<String, Stamp> found = new TreeMap<>();
        List<Path> files = new ArrayList<>();
        try (Stream<Path> list = Files.list(folder)) {
            list.filter(path -> path.toString().endsWith(PlatformFileReader.SUFFIX))
                    .forEach(files::add);
            for (Path path : files) {
                found.put(path.getFileName().toString(), new Stamp(Files.getLastModifiedTime(path), Files.size(path)));
            }
            return found;
        } catch (IOException e) {
            // A folder that is away for a moment, or was never there, must not cost the platforms already known.
            LOG.warn("The platform files cannot be listed: {}", e.getClass().getSimpleName());
            return stamps;
        }
    }
}

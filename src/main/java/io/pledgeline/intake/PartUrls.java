package io.pledgeline.intake;

import io.pledgeline.storage.PartSigner;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Variable;
import org.springframework.stereotype.Component;

/** Answers the addresses at which the parts of a direct upload may be put; whoever has one needs no key. */
@Component
class PartUrls {

    private final PartSigner signer;
    private final IntakeSettings settings;

    /** A part and the address at which it may be put. */
    private record Part(int number, String url) {}

    PartUrls(PartSigner signer, IntakeSettings settings) {
        this.signer = signer;
        this.settings = settings;
    }

    /** Those of all parts. */
    public Map<String, Object> all(@Variable("direct") DirectUpload direct) {
        return answer(
                direct,
                IntStream.rangeClosed(1, direct.parts()).boxed().collect(Collectors.toCollection(TreeSet::new)));
    }

    /** Those of some parts. */
    public Map<String, Object> some(
            @Variable("direct") DirectUpload direct, @Variable("numbers") SortedSet<Integer> numbers) {
        if (numbers.last() > direct.parts()) {
            throw PartsReader.wrongNumber(direct);
        }
        return answer(direct, numbers);
    }

    private Map<String, Object> answer(DirectUpload direct, SortedSet<Integer> numbers) {
        Instant expiry = Clock.systemUTC().instant().plus(settings.urlLife()).truncatedTo(ChronoUnit.MILLIS);
        List<Part> parts = numbers.stream()
                .map(number -> new Part(
                        number,
                        signer.sign(direct.target(), number, direct.sizeOf(number), settings.urlLife())
                                .toString()))
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("workbookId", direct.upload().workbook().toString());
        answer.put("uploadId", direct.multipartId());
        answer.put("partSize", direct.partSize());
        answer.put("expiresAt", expiry.toString());
        answer.put("parts", parts);
        return answer;
    }
}
